import { stat } from 'node:fs/promises';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { watchStamp } from '../../platform/files/watch-stamp.ts';
import { activityFolder, logFiles } from '../log/log-files.ts';

const POLL_INTERVAL_MS = 1000;

/** Emits a change when another client appends to the log. @returns a function that stops it */
export function watchActivityLog(home: string, bus: Pick<ChangeBus, 'emit'>): () => void {
  const stampOf = async () => {
    const [newest = ''] = await logFiles(home);
    return `${newest} ${(newest === '' ? null : await orNull(stat(newest)))?.size ?? 0}`;
  };
  return watchStamp(activityFolder(home), stampOf, POLL_INTERVAL_MS, () => bus.emit({ noun: 'activity', id: null }));
}
