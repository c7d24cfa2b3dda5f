import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** The function itself; and sockets, whose folder must be new and belong to this user. */
const own = ['electron/services/platform/home/ensure-folder.ts', 'electron/services/runtimes/engines/socket-folder.ts'];

test('folders › created › by ensure-folder only, which never begins a moved home again', async () => {
  const args = ['grep', '-lE', '^import .*\\bmkdir(Sync)?\\b', '--', 'electron', ':!*.test.ts'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: root });
  expect(stdout.split('\n').filter(Boolean)).toEqual(own);
});
