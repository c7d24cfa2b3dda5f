/** What people read in charts/events. */

export const readEvents = 'Read events';
export const fromTheDesktopApp = 'From the desktop app';
export const fromABrowser = 'From a browser';
export const fromATerminal = 'From a terminal';
export const detected = 'Detected';
export const afterTook = (took: string) => ` after ${took}`;
export const compareBeforeAndAfter = 'Compare before and after';
export const showInActivity = 'Show in Activity';
export const events = 'Events';
export const noData = 'no data';
export const noDataDuration = (duration: string) => `no data ${duration}`;
export const countEvents = (count: number) => `${count} events`;
