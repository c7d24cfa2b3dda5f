import { showDone, showFailure } from '../../../client/toasts.tsx';
import { copyText } from '../../../lib/copy-text.ts';
import { saveFile } from '../../../lib/save-file.ts';

export type ExportWhat = 'copy-png' | 'save-png' | 'copy-csv' | 'save-csv';

interface Exported {
  /** Without its ending: `charts-main-2026-11-19-1432`. */
  readonly fileName: string;
  readonly csv: () => string;
  readonly png: () => Promise<Blob>;
}

const words: Readonly<Record<ExportWhat, { readonly doing: string; readonly done: string }>> = {
  'copy-png': { doing: 'Copy the picture', done: 'The picture is copied' },
  'save-png': { doing: 'Save the picture', done: 'The picture is saved' },
  'copy-csv': { doing: 'Copy the figures', done: 'The figures are copied as CSV' },
  'save-csv': { doing: 'Save the figures', done: 'The figures are saved as CSV' },
};

/** Takes what is shown elsewhere. A failure is told by a toast. */
export async function exportCharts(what: ExportWhat, { fileName, csv, png }: Exported): Promise<void> {
  const again = () => void exportCharts(what, { fileName, csv, png });
  try {
    if (what === 'copy-csv') await copyText(csv());
    else if (what === 'save-csv') saveFile(`${fileName}.csv`, csv(), 'text/csv;charset=utf-8');
    else if (what === 'save-png') saveFile(`${fileName}.png`, await png(), 'image/png');
    else await copyPicture(await png());
    showDone(words[what].done, what.startsWith('save') ? 'It is where this browser keeps downloads.' : undefined);
  } catch (error) {
    showFailure(words[what].doing, error, again);
  }
}

/** `charts-main-2026-11-19-1432` */
export function fileNameOf(what: string, at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `charts-${what}-${day}-${two(date.getHours())}${two(date.getMinutes())}`;
}

/** @throws Error with a sentence when the browser does not let us */
async function copyPicture(picture: Blob): Promise<void> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
  } catch (cause) {
    throw new Error('Pictures cannot be put on the clipboard from this page; save it as a file instead.', { cause });
  }
}
