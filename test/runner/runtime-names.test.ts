import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** Tests name a runtime in their fixtures; `podman` and `docker` are also programs. */
const MAX_FILES = 10;
/** The table, and its texts. */
const table = ['shared/contract/runtimes.ts', 'shared/contract/runtime-words.ts'];

test("runtimes › their names outside runtimes/ and the contract's table › few files, tests included", async () => {
  const args = ['grep', '-lE', "'(docker|process)'", '--', 'electron', 'renderer', 'shared'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: root });
  const files = stdout.split('\n').filter(Boolean);
  const outside = files.filter((file) => !file.startsWith('electron/services/runtimes/') && !table.includes(file));
  expect(outside.length, outside.join('\n')).toBeLessThanOrEqual(MAX_FILES);
  const branches = outside.filter((file) => !/\.test(-d)?\.tsx?$/.test(file));
  // A shell in a container needs the program `docker`, which is no runtime.
  expect(branches).toEqual(['electron/services/console/find-cli.ts']);
});
