import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clearTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

test('temporary folders › one process has died › only its folder is removed', async () => {
  const own = await temporaryFolder();
  onTestFinished(() => rm(own, { recursive: true, force: true }));
  expect((await stat(own)).mode & 0o777).toBe(0o700);
  const ended = spawn(process.execPath, ['-e', '0']);
  await once(ended, 'exit');
  const left = await mkdtemp(join(tmpdir(), `vrooli-redis-${ended.pid}-`));
  onTestFinished(() => rm(left, { recursive: true, force: true }));
  await writeFile(join(left, 'redis.conf'), 'requirepass secret\n');
  await clearTemporaryFolders();
  await expect(access(left)).rejects.toMatchObject({ code: 'ENOENT' });
  await access(own);
});
