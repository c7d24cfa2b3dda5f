/** What people read in components/charts. */
export const chartsWords = {
  ofText: (ofText: string) => ` of ${ofText}`,
};
