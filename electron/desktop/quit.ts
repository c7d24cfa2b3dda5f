import { app, BrowserWindow, dialog } from 'electron';
import type { Operation } from '../../shared/contract/operations.ts';
import type { Services } from '../services/services.ts';
import { explainBackground, keepsRunning } from './background.ts';
import { coreSentence, desktopWords } from './texts.ts';
import { saveWindowState } from './window-state.ts';

/** A hung engine must not keep the window open. The next start undoes the rest. */
const LONGEST_UNDO_MS = 30_000;

const choices = ['keep-open', 'close-when-done', 'cancel-and-close'] as const;
type Choice = (typeof choices)[number];

interface QuitOptions {
  readonly statePath: string;
  /** The app's own folder in the home. */
  readonly folder: string;
}

/**
 * Closing the window leaves the app running or ends it, as the preference says. Instances keep running either way.
 * Before the app ends, it asks about running operations: wait for them, or cancel and undo them. Every way to quit
 * leads here.
 */
export function setupQuit(services: Promise<Services>, options: QuitOptions): void {
  let state: 'open' | 'asking' | 'closing' | 'closed' = 'open';
  // Grows with every answer, so that an earlier wait ends when the user changes the answer.
  let answers = 0;

  async function leave(): Promise<void> {
    if (state !== 'open') return;
    state = 'asking';
    const running = await services.then(runningHere, () => []);
    const choice = running.length > 0 ? await askAbout(running) : 'cancel-and-close';
    answers += 1;
    if (choice === 'cancel-and-close') return close();
    state = 'open';
    if (choice === 'keep-open') return;
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
  let isClosing = false;
  const closeWindow = async (window: BrowserWindow) => {
    if (isClosing) return;
    isClosing = true;
    try {
      if (!(await keepsRunning(services)) || !(await explainBackground(options.folder, window))) {
        await leave();
        return;
      }
      await saveWindowState(options.statePath, window);
      // Closed, not hidden: a hidden page would keep its memory and use processor time.
      window.destroy();
    } finally {
      isClosing = false;
    }
  };

  app.on('before-quit', insist);
  // Without a listener, Electron ends the app.
  app.on('window-all-closed', () => undefined);
  app.on('browser-window-created', (_event, window) =>
    window.on('close', (event) => {
      if (state === 'closed') return;
      event.preventDefault();
      if (state === 'open') void closeWindow(window);
    }),
  );
}

/** Only the operations of this process. Those of other clients continue without it. */
async function runningHere({ operations }: Services): Promise<readonly Operation[]> {
  const all = await operations.list();
  return all.filter(({ state, pid }) => state === 'running' && pid === process.pid);
}

async function askAbout(running: readonly Operation[]): Promise<Choice> {
  const [window] = BrowserWindow.getAllWindows();
  const words = desktopWords();
  const question = {
    type: 'question' as const,
    message: words.stillAtWork(running.map(({ title }) => coreSentence(title)).join(', ')),
    detail: words.whatQuittingDoes,
    buttons: [words.keepOpen, words.closeWhenDone, words.cancelAndClose],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window ? dialog.showMessageBox(window, question) : dialog.showMessageBox(question));
  return choices[response] ?? choices[0];
}
