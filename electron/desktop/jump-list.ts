import { app } from 'electron';
import { LINK_SCHEME } from './deep-link.ts';
import type { TrayInstance } from './tray-menu.ts';

/** Windows shows about this many below the other entries. */
const MAX_TASKS = 8;

/** On Windows, lists the instances in the task bar's menu. Each entry starts the app with a link. */
export function setJumpList(instances: readonly TrayInstance[]): void {
  if (process.platform !== 'win32') return;
  app.setUserTasks(
    instances.slice(0, MAX_TASKS).map(({ id }) => ({
      program: process.execPath,
      arguments: `${LINK_SCHEME}://instance/${id}`,
      iconPath: process.execPath,
      iconIndex: 0,
      title: id,
      description: id,
    })),
  );
}
