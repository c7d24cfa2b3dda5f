import { app, BrowserWindow, dialog } from 'electron';
import type { Operation } from '../../shared/contract/operations.ts';
import type { Services } from '../services/services.ts';
import { saveWindowState } from './window-state.ts';

/** An engine that hangs must not keep a window from closing; what is then left is undone by the next start. */
const LONGEST_UNDO_MS = 30_000;

const choices = ['Keep it open', 'Close when it is done', 'Cancel it and close'] as const;

/**
 * Closing the window ends the app, instances go on running. Work that is under way is not thrown away unasked: it is
 * waited for, or cancelled and undone. However the end is asked for, it comes through here once.
 */
export function setupQuit(services: Promise<Services>, options: { readonly statePath: string }): void {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  // Grows with every answer, so that waiting ends when the user has thought better of it.
  let answers = 0;

  async function leave(): Promise<void> {
    if (state !== 'open') return;
    state = 'asking';
    const running = await services.then(runningHere, () => []);
    const choice = running.length > 0 ? await askAbout(running) : 'Cancel it and close';
    answers += 1;
    if (choice === 'Cancel it and close') return close();
    state = 'open';
    if (choice === 'Keep it open') return;
    const answer = answers;
    const { operations } = await services;
    await Promise.allSettled(running.map(({ id }) => operations.settled(id)));
    if (answer === answers) await leave();
  }

  async function close(): Promise<void> {
    state = 'closing';
    const [window] = BrowserWindow.getAllWindows();
    if (window) await saveWindowState(options.statePath, window);
    const undone = services.then((ready) => ready.close()).catch(() => undefined);
    await Promise.race([undone, new Promise((resolve) => setTimeout(resolve, LONGEST_UNDO_MS).unref())]);
    state = 'closed';
    app.quit();
  }

  const insist = (event: { preventDefault(): void }) => {
    if (state === 'closed') return;
    event.preventDefault();
    void leave();
  };
  app.on('before-quit', insist);
  app.on('browser-window-created', (_event, window) => window.on('close', insist));
}

/** Only those of this process: the operations of other clients continue without it. */
async function runningHere({ operations }: Services): Promise<readonly Operation[]> {
  const all = await operations.list();
  return all.filter(({ state, pid }) => state === 'running' && pid === process.pid);
}

async function askAbout(running: readonly Operation[]): Promise<(typeof choices)[number]> {
  const [window] = BrowserWindow.getAllWindows();
  const question = {
    type: 'question' as const,
    message: `Still at work: ${running.map(({ title }) => title).join(', ')}`,
    detail: 'You can close the app when it is done, or cancel it now; what was begun is then undone.',
    buttons: [...choices],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  return choices[response] ?? choices[0];
}
