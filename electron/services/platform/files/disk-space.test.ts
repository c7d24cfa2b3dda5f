import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { freeBytes, requireSpace } from './disk-space.ts';

test('disk space › a file that does not exist yet, and too little space › names the folder that exists', async () => {
  const folder = temporaryFolder();
  const free = (await freeBytes(folder)) ?? 0;
  const refused = requireSpace(join(folder, '.part-812', 'work'), free, 'A backup of main');
  await expect(refused).rejects.toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining(`the disk that holds ${folder} has `),
  });
});
