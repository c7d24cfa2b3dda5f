/** What people read in server/moment. */

export const title = (from: string, to: string) => `${from} to ${to}`;
export const earlier = 'Earlier';
export const later = 'Later';
export const chart = 'Show on the charts';
export const slowLog = 'Slow log of this time';
export const clientsNow = 'Clients now';
export const noTime = 'No time is chosen';
export const noTimeText = 'Click a point of a chart to see what ran then, or open the last minute.';
export const lastMinute = 'Show the last minute';
export const openCharts = 'Open the charts';
export const nothing = 'Nothing was recorded in this time';
export const nothingText =
  'Commands, clients and events are recorded while the window, the tray icon or “serve” of this app runs.';
export const commands = 'Commands';
export const commandsOf = (from: string, to: string) => `from the samples of ${from} to ${to}`;
export const noCommands = 'No commands ran, or none were recorded.';
export const command = 'Command';
export const calls = 'Calls';
export const time = 'Time';
export const perCall = 'Per call';
export const slow = 'Slow commands';
export const noSlow = 'No command was slower than slowlog-log-slower-than.';
export const latency = 'Latency events';
export const noLatency = 'No latency events.';
export const clients = 'Clients';
export const clientsAt = (counted: string, at: string) => `${counted} at ${at}`;
export const noClients = 'The clients of this time were not recorded.';
export const count = 'Count';
export const client = 'Client';
export const host = 'Host';
export const last = 'Last commands';
export const blocked = 'Blocked';
export const output = 'Output';
export const memory = 'Memory';
export const noName = 'no name';
export const took = 'Took';
export const event = 'Event';
