import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { CHUNK_BYTES, copyHashed, hashFile } from './copy-file.ts';
import { linkOrCopy } from './link-or-copy.ts';

const signal = new AbortController().signal;

describe('copying with a hash', () => {
  test('any size around the chunks › equals the file, and its hash is that of the bytes', async () => {
    for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES + 7]) {
      const folder = temporaryFolder();
      const bytes = Buffer.alloc(size, 'abcdefg');
      writeFileSync(join(folder, 'from'), bytes);
      const from = await open(join(folder, 'from'));
      const progress: number[] = [];
      const copied = await copyHashed(from, join(folder, 'to'), { signal, progress: (done) => progress.push(done) });
      expect(copied).toEqual({ bytes: size, sha256: createHash('sha256').update(bytes).digest('hex') });
      expect(readFileSync(join(folder, 'to')).equals(bytes)).toBe(true);
      expect(progress.at(-1) ?? 0).toBe(size);
      expect(await hashFile(from, { signal, limit: 10 })).toMatchObject({ bytes: Math.min(size, 10) });
      await from.close();
    }
  });

  test('an existing target or a cancelled copy › fails, and the target is not overwritten', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'from'), 'new');
    writeFileSync(join(folder, 'to'), 'old');
    const from = await open(join(folder, 'from'));
    await expect(copyHashed(from, join(folder, 'to'), { signal })).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(copyHashed(from, join(folder, 'other'), { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(readFileSync(join(folder, 'to'), 'utf8')).toBe('old');
    await from.close();
  });

  test('a link or a copy › appears whole; a taken name is an error', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'x');
    await linkOrCopy(join(folder, 'a'), join(folder, 'b'));
    expect(statSync(join(folder, 'b')).ino).toBe(statSync(join(folder, 'a')).ino);
    await expect(linkOrCopy(join(folder, 'a'), join(folder, 'b'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(linkOrCopy(join(folder, 'none'), join(folder, 'c'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  });
});
