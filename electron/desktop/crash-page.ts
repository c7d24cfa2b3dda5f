import { open, writeFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { app, BrowserWindow, dialog, type WebContents } from 'electron';
import { sentencePage } from '../serve/sentence-page.ts';
import { appLogPath, type Logger } from '../services/platform/log/logger.ts';
import { desktopLanguage, desktopWords } from './texts.ts';
import { isViewUrl, VIEW_URL } from './view-url.ts';

/** Shown when the page's process has ended. It has no scripts, because scripts may have caused the crash. */
const PAGE = '/crashed';
const REPORT = '/crash-report';

/** How much of the end of the log a report includes. */
const LOG_BYTES = 64 * 1024;

export interface Crash {
  /** Chromium's reason: `crashed`, `killed`, `oom`. */
  readonly reason: string;
  readonly exitCode: number;
}

export function crashUrl({ reason, exitCode }: Crash): string {
  return `${VIEW_URL.slice(0, -1)}${PAGE}?reason=${encodeURIComponent(reason)}&code=${exitCode}`;
}

/** The page at a URL of the view; null when it is not the crash page. */
export function crashPage(url: string): string | null {
  const { pathname, searchParams, search } = new URL(url);
  if (pathname !== PAGE) return null;
  // The page is ours, but any page could have set its address: letters only.
  const reason = searchParams.get('reason')?.match(/^[a-z-]{1,40}$/)?.[0] ?? 'unknown';
  const words = desktopWords();
  const sentences = [
    words.viewEndedWhy(reason),
    `<a href="/">${words.loadAgain}</a>`,
    `<a href="${REPORT}${search.replace(/[^a-z0-9=&?-]/g, '')}">${words.saveReport}</a>`,
    words.reportHolds,
  ];
  return sentencePage(words.viewEnded, sentences, desktopLanguage());
}

/** Whether a navigation is a click on "Save a report". */
export function isReportUrl(url: string): boolean {
  return isViewUrl(url) && new URL(url).pathname === REPORT;
}

/** Asks for a path and writes the report. Errors appear in a dialog, because no view is left to show them. */
export async function saveCrashReport(contents: WebContents, url: string, home: string, log: Logger): Promise<void> {
  const window = BrowserWindow.fromWebContents(contents);
  if (!window) return;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: `vrooli-redis-report-${new Date().toISOString().slice(0, 10)}.txt`,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || filePath === '') return;
  try {
    await writeFile(filePath, await crashReport(url, home), { mode: 0o600 });
  } catch (error) {
    log.error('the crash report was not saved', error);
    dialog.showErrorBox(desktopWords().couldNotSaveReport, error instanceof Error ? error.message : String(error));
  }
}

export async function crashReport(url: string, home: string): Promise<string> {
  const { searchParams } = new URL(url);
  const { electron = 'none', chrome = 'none', node } = process.versions;
  return [
    `${app.getName()} ${app.getVersion()}`,
    `Electron ${electron}, Chromium ${chrome}, Node.js ${node}`,
    `${process.platform} ${release()} ${arch()}`,
    `The view ended at ${new Date().toISOString()}: ${searchParams.get('reason')}, exit code ${searchParams.get('code')}`,
    '',
    await endOfLog(appLogPath(home)),
  ].join('\n');
}

async function endOfLog(path: string): Promise<string> {
  const file = await open(path).catch(() => null);
  if (!file) return '(no log)';
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read({
      buffer: Buffer.alloc(LOG_BYTES),
      position: Math.max(0, size - LOG_BYTES),
    });
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
