import { stat } from 'node:fs/promises';
import type { ChangeBus } from '../../platform/events/change-bus.ts';
import { orNull } from '../../platform/files/file-errors.ts';
import { logFiles } from '../log/log-files.ts';

const LOOK_EVERY_MS = 1000;

/** Tells of what other faces note, while somebody looks. Returns how to stop. */
export function watchActivityLog(home: string, bus: Pick<ChangeBus, 'emit'>): () => void {
  let seen: string | null = null;
  const look = async () => {
    const [newest = ''] = await logFiles(home);
    const now = `${newest} ${(newest === '' ? null : await orNull(stat(newest)))?.size ?? 0}`;
    if (seen !== null && now !== seen) bus.emit({ noun: 'activity', id: null });
    seen = now;
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
