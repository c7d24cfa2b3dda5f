export const close = 'Close';
export const closeTheDetails = 'Close the details';
