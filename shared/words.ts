/** Words that the page and the CLI share. */

/** By number; 0 is Sunday. */
export const weekdays = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as readonly string[];

export const everyHours = (hours: number) => (hours === 1 ? 'Every hour' : `Every ${hours} hours`);
export const dailyAt = (at: string) => `Daily at ${at}`;
export const weeklyOn = (day: string, at: string) => `Weekly on ${day} at ${at}`;
export const byCron = (expression: string) => `By cron: ${expression}`;
export const keepsAll = 'keeps all';
export const keepsOnlyTheNewest = 'keeps only the newest verified one';
export const keeps = (parts: string) => `keeps ${parts}`;
export const theLast = (count: number) => (count === 1 ? 'the last one' : `the last ${count}`);
export const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);
export const weeks = (count: number) => (count === 1 ? '1 week' : `${count} weeks`);
export const months = (count: number) => (count === 1 ? '1 month' : `${count} months`);

export const appGetsIn = 'this app gets in';
export const appIsRefused = 'this app is refused';
export const accessOfClients = {
  open: 'clients connect without a password',
  password: 'clients need a password',
  refused: 'protected mode refuses all clients',
};
export const access = (app: string, clients: string) => `${app}; ${clients}.`;

/** @param of ` of 127.0.0.1:6379`, or empty; @param link `, link down`, or empty */
export const replica = (of: string, link: string) => `replica${of}${link}`;
export const ofMaster = (address: string) => ` of ${address}`;
export const linkUp = ', link up';
export const linkDown = ', link down';

export const sizeIsDoubtful = (number: string, bytes: string, meant: string) =>
  `${number} means ${bytes}. Did you mean ${meant}?`;
export const bytes = (count: string) => (count === '1' ? '1 byte' : `${count} bytes`);
