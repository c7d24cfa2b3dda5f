export const ungrouped = 'Ungrouped';
export const selectAll = 'Select all';
export const actions = 'Actions';
export const selectId = (id: string) => `Select ${id}`;
export const moreForId = (id: string) => `More for ${id}`;
export const groupName = (name: string | null | undefined) => `group ${name}`;
export const showAll = 'Show all';
export const filterByName = (name: string) => `Filter by ${name}`;
export const anyName = (name: string) => `Any ${name}`;
