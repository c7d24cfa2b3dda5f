import { stat } from 'node:fs/promises';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { logFiles } from '../log/log-files.ts';

const POLL_INTERVAL_MS = 1000;

/** Emits a change when another client appends to the log. @returns a function that stops polling */
export function watchActivityLog(home: string, bus: Pick<ChangeBus, 'emit'>): () => void {
  let last: string | null = null;
  const poll = async () => {
    const [newest = ''] = await logFiles(home);
    const now = `${newest} ${(newest === '' ? null : await orNull(stat(newest)))?.size ?? 0}`;
    if (last !== null && now !== last) bus.emit({ noun: 'activity', id: null });
    last = now;
  };
  const timer = setInterval(() => void poll().catch(() => undefined), POLL_INTERVAL_MS);
  return () => clearInterval(timer);
}
