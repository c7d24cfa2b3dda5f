import { connection } from '../client/api.ts';
import { liveStatuses } from '../client/live.ts';
import { showWarning } from '../client/toasts.tsx';
import type { CommandGroup } from '../commands/command.ts';
import { availability, contextFor, runCommand } from '../commands/context.ts';
import { allCommands, commandById } from '../commands/registry.ts';
import { navigateTo, openInstanceId } from '../lib/navigate.ts';
import * as appWords from './words.ts';

/** A command as the native menu of the desktop app shows it. Counterpart: desktop/menu-commands.ts. */
interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly group: CommandGroup;
  readonly shortcut?: string;
  readonly enabled: boolean;
}

/** What the desktop app's preload script gives the page besides the transport. */
interface DesktopShell {
  publishCommands(commands: readonly MenuCommand[]): void;
  onCommand(run: (id: unknown) => void): void;
  onNotice(show: (notice: unknown) => void): void;
}

declare global {
  interface Window {
    /** Only in the desktop app. */
    readonly vrooliShell?: DesktopShell;
  }
}

/** Users read menus slowly: how long the menu may lag behind a change. */
const PUBLISH_EVERY_MS = 1000;

/**
 * In the desktop app, the native menu has the commands of the palette, and the page shows notices that the system does
 * not show.
 */
export function startDesktopShell(): void {
  const { vrooliShell: shell } = window;
  if (!shell) return;
  let published = '';
  const publish = () => {
    const commands = menuCommands();
    const state = JSON.stringify(commands);
    if (state === published) return;
    published = state;
    shell.publishCommands(commands);
  };
  // Nothing announces every change of what a command depends on; the comparison costs less than a millisecond.
  setInterval(publish, PUBLISH_EVERY_MS);
  window.addEventListener('hashchange', publish);
  connection.subscribe(publish);
  shell.onCommand((id) => {
    const command = commandById(String(id));
    if (command) runCommand(command, contextFor(targetInstance()));
  });
  shell.onNotice((notice) => {
    const { title, detail, route } = notice as { title: string; detail: string; route: string | null };
    showWarning(title, detail, route === null ? undefined : { label: appWords.open, run: () => navigateTo(route) });
  });
}

/** The instance of the page; main if the page concerns no instance. */
function targetInstance(): string | null {
  return openInstanceId() ?? liveStatuses().find(({ id }) => id === 'main')?.id ?? null;
}

function menuCommands(): readonly MenuCommand[] {
  const context = contextFor(targetInstance());
  return allCommands().flatMap((command): readonly MenuCommand[] => {
    const available = availability(command, context);
    if (available === false) return [];
    const { id, group, shortcut } = command;
    const title = command.title(context);
    return [{ id, title, group, enabled: available === true, ...(shortcut ? { shortcut } : {}) }];
  });
}
