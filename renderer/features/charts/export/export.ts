import { showDone, showFailure } from '../../../client/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { saveFile } from '../../../lib/save-file.ts';
import * as exportWords from '../words/export.ts';

export type ExportAction = 'copy-png' | 'save-png' | 'copy-csv' | 'save-csv';

/** @param chosen ids of charts; empty: all visible charts */
export type ExportCharts = (action: ExportAction, chosen: readonly string[]) => void;

interface Exported {
  /** Without extension: `charts-main-2026-11-19-1432`. */
  readonly fileName: string;
  readonly csv: () => string;
  readonly png: () => Promise<Blob>;
}

const words: Readonly<Record<ExportAction, { readonly doing: string; readonly done: string }>> = {
  'copy-png': { doing: exportWords.copyTheImage, done: exportWords.imageCopied },
  'save-png': { doing: exportWords.saveTheImage, done: exportWords.imageSaved },
  'copy-csv': { doing: exportWords.copyTheData, done: exportWords.dataCopiedAsCsv },
  'save-csv': { doing: exportWords.saveTheData, done: exportWords.dataSavedAsCsv },
};

/** Exports the visible charts. A toast shows a failure. */
export async function exportCharts(action: ExportAction, { fileName, csv, png }: Exported): Promise<void> {
  const retry = () => void exportCharts(action, { fileName, csv, png });
  try {
    if (action === 'copy-csv') await copyText(csv());
    else if (action === 'save-csv') saveFile(`${fileName}.csv`, csv(), 'text/csv;charset=utf-8');
    else if (action === 'save-png') saveFile(`${fileName}.png`, await png(), 'image/png');
    else await copyPicture(await png());
    showDone(words[action].done, action.startsWith('save') ? exportWords.savedToYourDownloads : undefined);
  } catch (error) {
    showFailure(words[action].doing, error, retry);
  }
}

/** `charts-main-2026-11-19-1432` */
export function fileNameOf(subject: string, at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `charts-${subject}-${day}-${two(date.getHours())}${two(date.getMinutes())}`;
}

/** @throws Error if the browser denies access to the clipboard */
async function copyPicture(picture: Blob): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
  } catch (cause) {
    throw new Error(exportWords.copyNotAllowed, {
      cause,
    });
  }
}
