/** What people read in charts/events. */
export const eventsWords = {
  readEvents: 'Read events',
  fromTheDesktopApp: 'From the desktop app',
  fromABrowser: 'From a browser',
  fromATerminal: 'From a terminal',
  detected: 'Detected',
  afterTook: (took: string) => ` after ${took}`,
  compareBeforeAndAfter: 'Compare before and after',
  showInActivity: 'Show in Activity',
  events: 'Events',
  noData: 'no data',
  noDataDuration: (duration: string) => `no data ${duration}`,
};
