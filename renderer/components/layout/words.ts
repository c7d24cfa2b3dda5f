/** What people read in components/layout. */

export const close = 'Close';
export const closeTheDetails = 'Close the details';
