/** What people read in charts/time. */
export const timeWords = {
  stepMsResolution: (stepMs: number) => `${stepMs} ms resolution`,
  problemShowingLiveDataInstead: (problem: string) => `${problem} Showing live data instead.`,
  closeThisNotice: 'Close this notice',
  atIsNotAValidTime: (at: string, toISOString: string) =>
    `“${at}” is not a valid time. Use ?at= with a time such as ${toISOString}.`,
  atIsInTheFuture: (at: string) => `${at} is in the future.`,
  thereIsNoDataForAt: (at: string) => `There is no data for ${at}: metrics are kept for 90 days.`,
  timeCursorArrowKeysMoveIt: 'Time cursor. Arrow keys move it, plus and minus zoom',
};
