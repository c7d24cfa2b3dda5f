import { api } from '../../../client/api.ts';
import { showDone, showFailure } from '../../../client/toasts.tsx';
import { saveFile } from '../../../lib/save-file.ts';
import { sourceTitle } from '../../keys/model/key-words.ts';
import type { ChosenPlace } from '../model/compare-address.ts';
import { filterAt } from '../model/difference-filter.ts';
import * as pageWords from '../words/page.ts';

const types = { csv: 'text/csv;charset=utf-8', jsonl: 'application/jsonl' } as const;

/** Saves the differences of the selected folder as a download. */
export async function exportDifferences(
  place: ChosenPlace,
  hideExpired: boolean,
  format: 'csv' | 'jsonl',
): Promise<void> {
  const { before, after } = place;
  const title = `${sourceTitle(before, null)}-${sourceTitle(after, null)}`.replace(/[^\w.-]+/g, '-');
  const name = `compare-${title}.${format}`;
  try {
    const parts: string[] = [];
    const filter = filterAt(place, { search: '', hideExpired });
    for await (const part of await api.compare.export({ before, after, filter, format })) parts.push(part);
    saveFile(name, parts.join(''), types[format]);
    showDone(pageWords.differencesSaved, pageWords.nameIsInYourDownloads(name));
  } catch (error) {
    showFailure(pageWords.exportTheDifferences, error);
  }
}
