export const stepMsResolution = (stepMs: number) => `${stepMs} ms resolution`;
export const problemShowingLiveDataInstead = (problem: string) => `${problem} Showing live data instead.`;
export const now = 'now';
export const whatRanAt = (at: string) => `What ran at ${at}`;
export const closeThisNotice = 'Close this notice';
export const atIsNotAValidTime = (at: string, toISOString: string) =>
  `“${at}” is not a valid time. Use ?at= with a time such as ${toISOString}.`;
export const atIsInTheFuture = (at: string) => `${at} is in the future.`;
export const noDataForTime = (at: string) => `There is no data for ${at}: metrics are kept for up to 90 days.`;
export const timeCursorLabel = 'Time cursor. Arrow keys move it, plus and minus zoom, Enter offers what ran then';
export const resolution = (amount: string, unit: string) => `${amount} ${unit} resolution`;
