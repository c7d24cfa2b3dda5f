/** What people read in charts/export. */

export const copyTheImage = 'Copy the image';
export const imageCopied = 'Image copied';
export const saveTheImage = 'Save the image';
export const imageSaved = 'Image saved';
export const copyTheData = 'Copy the data';
export const dataCopiedAsCsv = 'Data copied as CSV';
export const saveTheData = 'Save the data';
export const dataSavedAsCsv = 'Data saved as CSV';
export const savedToYourDownloads = 'Saved to your downloads.';
export const copyImagePng = 'Copy image (PNG)';
export const saveImagePng = 'Save image (PNG)';
export const copyDataCsv = 'Copy data (CSV)';
export const saveDataCsv = 'Save data (CSV)';
export const perSecond = 'per second';
export const bytesPerSecond = 'bytes per second';
export const to10 = '0 to 1';
export const percentOfOneCore = 'percent of one core';
export const valuesAt = (at: string) => ` · values at ${at}`;
export const fromToFullTimeValues = (from: string, fullTime: string, values: string) =>
  `${from} to ${fullTime}${values}`;
export const allInstancesWindow = (window: string) => `All instances · ${window}`;
export const noCanvas = 'The browser cannot create images (no canvas). Save the data as CSV instead.';
export const imageTooLarge = 'The image is too large for this browser. Hide some charts and try again.';
export const copyNotAllowed = 'The browser does not allow this page to copy images. Save the image as a file instead.';
