export const byCommand = 'By command';
export const eachEntry = 'Each entry';
export const howToShow = 'How to show the slow log';
export const time = 'Time';
export const filterSlowLog = 'Filter the slow log';
export const findCommandOrKey = 'Find a command, key or client';
export const ranges = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '90d': 'Last 90 days',
} as const;
export const range = 'Time range';
export const fromTo = (from: string, to: string) => `${from} to ${to}`;
export const showLast24Hours = 'Show the last 24 hours';
export const times = 'Times';
export const total = 'Total';
export const longest = 'Longest';
export const took = 'Took';
export const command = 'Command';
export const keys = 'Keys';
export const last = 'Last';
export const client = 'Client';
export const countedIn = (count: string) => `${count} in this time`;
export const threshold = (ms: string, keeps: string) =>
  `Redis records commands that take ${ms} or longer, and keeps the newest ${keeps} of them.`;
export const recordedSince = (since: string) => `Recorded by this app since ${since}, beyond what the server keeps.`;
export const notRecordedYet =
  'The list has only what the server still keeps. This app adds to it while its window, its tray icon or “serve” runs.';
export const off = 'Redis records no slow commands: slowlog-log-slower-than is negative.';
export const unknownThreshold = 'The server does not report its threshold.';
export const changeInSettings = 'Change in settings';
export const lostEntry = 'entry was';
export const lostEntries = 'entries were';
export const dropped = (counted: string) => `${counted} dropped by the server before they could be recorded.`;
export const noneTitle = 'No slow commands in this time';
export const noneText = 'A command appears here when it takes longer than slowlog-log-slower-than.';
export const noMatchTitle = 'No slow commands match this filter';
export const noMatchText = 'The filter looks in the command, the key and the client.';
export const clearFilter = 'Clear filter';
export const shownOf = (shown: string, all: string) => `The newest ${shown} of ${all} entries.`;
export const valuesAreLeftOut = 'Values are left out, because they may be secret.';
export const slowCommandsOfId = (id: string) => `Slow commands of ${id}`;
export const slowLog = 'The slow log';
export const copyCommand = 'Copy the command';
export const commandCopied = 'Command copied';
/** Redis gives commands of a script no address. */
export const inAScript = 'in a script';
