import type { InstanceState } from '../../shared/contract/instance.ts';
import { plural } from '../../shared/format/count.ts';

/** The texts of the desktop app's menus, tray, notifications and dialogs. */

export const openApp = 'Open Vrooli Redis Desktop';
export const open = 'Open';
export const start = 'Start';
export const stop = 'Stop';
export const backUpNow = 'Back up now';
export const quit = 'Quit';
export const noInstances = 'No instance yet';

const states: Readonly<Record<InstanceState, string>> = {
  missing: 'not installed',
  stopped: 'stopped',
  starting: 'starting',
  running: 'running',
  unhealthy: 'needs attention',
};

export const instanceInState = (id: string, state: InstanceState, port: number | null) =>
  `${id}${port === null ? '' : ` :${port}`} – ${states[state]}`;

export const trayState = (name: string, running: number, all: number, troubled: readonly string[]): string =>
  `${name}: ${running} of ${all} ${plural(all, 'instance')} running${
    troubled.length > 0 ? `; ${troubled.join(', ')} ${troubled.length === 1 ? 'needs' : 'need'} attention` : ''
  }`;

export const couldNotStart = (id: string) => `${id} was not started`;
export const couldNotStop = (id: string) => `${id} was not stopped`;
export const couldNotBackUp = (id: string) => `${id} was not backed up`;
export const backedUp = (id: string) => `${id} is backed up`;
export const openForDetails = 'Open the app for details.';

export const keepsRunning = 'The app keeps running without its window';
export const keepsRunningWithTray =
  'It continues to record, to watch for alerts and to take scheduled backups. Open the window from the icon in the tray. You can turn this off in Preferences.';
export const keepsRunningWithoutTray =
  'It continues to record, to watch for alerts and to take scheduled backups. This desktop has no tray: start the app again to open the window. You can turn this off in Preferences.';
export const keepRunning = 'Keep running';

export const viewEnded = 'The window stopped working';
const reasons: Readonly<Record<string, string>> = {
  crashed: 'it crashed',
  killed: 'another program ended it',
  oom: 'it ran out of memory',
};
/** @param reason Chromium's reason, which the report contains as well */
export const viewEndedWhy = (reason: string) =>
  `The process that draws the window has ended: ${reasons[reason] ?? `Chromium reports “${reason}”`}. Redis, recording and scheduled backups are not affected.`;
export const loadAgain = 'Load the window again';
export const saveReport = 'Save a report';
export const reportHolds =
  'The report holds the versions, the reason, and the end of the app’s log. It holds no password.';
export const couldNotSaveReport = 'The report was not saved';

export const stillAtWork = (titles: string) => `Still running: ${titles}`;
export const whatQuittingDoes =
  'You can close the app when it is done, or cancel it now; the changes so far are then undone.';
export const keepOpen = 'Keep it open';
export const closeWhenDone = 'Close when it is done';
export const cancelAndClose = 'Cancel it and close';

export const file = '&File';
export const edit = '&Edit';
export const view = '&View';
export const go = '&Go';
export const instance = '&Instance';
export const window = '&Window';
export const help = '&Help';
export const redisDocumentation = 'Redis documentation';
export const dockerDocumentation = 'Docker documentation';
export const about = (name: string) => `About ${name}`;
export const quitApp = (name: string) => `Quit ${name}`;
/** Windows' own term. */
export const exit = 'Exit';

/** The items that the system handles, by Electron's role. */
export const roles = {
  close: 'Close window',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  delete: 'Delete',
  selectAll: 'Select all',
  reload: 'Reload',
  toggleDevTools: 'Toggle developer tools',
  resetZoom: 'Actual size',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  togglefullscreen: 'Toggle full screen',
  minimize: 'Minimize',
  zoom: 'Zoom',
  front: 'Bring all to front',
  services: 'Services',
  hide: 'Hide',
  hideOthers: 'Hide others',
  unhide: 'Show all',
};
