/** What people read in components/table. */
export const tableWords = {
  ungrouped: 'Ungrouped',
  selectAll: 'Select all',
  actions: 'Actions',
  selectId: (id: string) => `Select ${id}`,
  moreForId: (id: string) => `More for ${id}`,
  groupName: (name: string | null | undefined) => `group ${name}`,
  showAll: 'Show all',
  filterByName: (name: string) => `Filter by ${name}`,
  anyName: (name: string) => `Any ${name}`,
};
