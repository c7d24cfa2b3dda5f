/** What people read in components/charts. */

export const ofText = (ofText: string) => ` of ${ofText}`;
