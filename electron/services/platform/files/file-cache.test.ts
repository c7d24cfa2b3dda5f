import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileCache } from './file-cache.ts';

describe('file cache', () => {
  let folder: string;
  let path: string;
  let parsed: number;
  const cache = createFileCache((text) => {
    parsed += 1;
    return text.toUpperCase();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cache-'));
    path = join(folder, 'x');
    parsed = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('a small file › is read again only after a change in place or a replacement', async () => {
    expect(cache.readNow(path)).toBeNull();
    await writeFile(path, 'one');
    expect([cache.readNow(path), cache.readNow(path), parsed]).toEqual(['ONE', 'ONE', 1]);
    await writeFile(path, 'longer');
    expect([cache.readNow(path), parsed]).toEqual(['LONGER', 2]);
    await writeFile(`${path}.new`, 'length');
    await rename(`${path}.new`, path);
    expect([cache.readNow(path), parsed]).toEqual(['LENGTH', 3]);
    await rm(path);
    expect(cache.readNow(path)).toBeNull();
  });
});
