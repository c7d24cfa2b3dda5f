import type { Check } from '../../../shared/contract/diagnostics.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { counted } from '../../../shared/format/count.ts';
import { shownPath } from '../platform/home/paths.ts';
import { unusedData } from '../redis/data/unused-data.ts';

/** Lists data files that this app renamed so that no start loads them. */
export function unusedDataCheck(id: string, dataFolder: string): readonly Check[] {
  const found = unusedData(dataFolder);
  if (found.length === 0) return [];
  const bytes = formatBytes(found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const files = `${counted(found.length, 'data file is', 'data files are')} kept but not loaded`;
  const names = found.map(({ name }) => name).join(', ');
  return [
    {
      id: `unused-data-${id}`,
      title: `Old data of ${id}`,
      level: 'info',
      detail: `${files}, ${bytes} in ${shownPath(dataFolder)}: ${names}. A start deletes those older than 7 days, except the newest of each name.`,
      fix: 'To load one, import it as a backup and restore it.',
    },
  ];
}
