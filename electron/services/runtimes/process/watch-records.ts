import { mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { desktopFolder } from '../../home/paths.ts';

/**
 * Calls back when another program of ours changed what it remembers of a process. A server that dies says nothing
 * of it: that is seen by the next poll.
 */
export function watchRecords(home: string, changed: (id: string | null) => void): () => void {
  const folder = join(desktopFolder(home), 'processes');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const watcher = watch(folder, (_event, name) => {
    if (name?.endsWith('.json')) changed(name.slice(0, -'.json'.length));
  });
  // The folder was removed: the poll goes on seeing what is there.
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}
