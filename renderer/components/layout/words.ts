/** What people read in components/layout. */
export const layoutWords = {
  close: 'Close',
  closeTheDetails: 'Close the details',
};
