import { showDone, showFailure } from '../../client/toasts.tsx';
import { copyText } from '../../lib/copy-text.ts';
import { counted } from '../../lib/counted.ts';
import { fileTime } from '../../lib/file-time.ts';
import { saveFile } from '../../lib/save-file.ts';
import { copiedText, type LogEntry } from './log-entry.ts';
import * as logsWords from './words.ts';

/** Copies lines in the format of the CLI. */
export async function copyEntries(id: string, entries: readonly LogEntry[]): Promise<void> {
  try {
    await copyText(entries.map(copiedText).join('\n'));
    showDone(logsWords.entriesOfIdCopied(lines(entries), id));
  } catch (error) {
    showFailure(logsWords.copyLinesOfId(id), error, () => void copyEntries(id, entries));
  }
}

/** Saves lines as a file in the browser's download folder. */
export function saveEntries(id: string, entries: readonly LogEntry[]): void {
  saveFile(`redis-${id}-${fileTime()}.log`, entries.map((entry) => `${copiedText(entry)}\n`).join(''));
  showDone(logsWords.entriesOfIdSaved(lines(entries), id), logsWords.theFileIsInYourDownloads);
}

function lines(entries: readonly LogEntry[]): string {
  return counted(entries.length, 'line');
}
