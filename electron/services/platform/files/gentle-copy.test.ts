import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { gentleCopy } from './gentle-copy.ts';

async function useFile(bytes: number) {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-copy-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const content = randomBytes(bytes);
  await writeFile(join(folder, 'from'), content);
  const from = await open(join(folder, 'from'), 'r');
  onTestFinished(() => from.close());
  return { content, from, to: join(folder, 'to') };
}

/** The small file is copied directly, the large one by a thread, and its last chunk is not full. */
test.each([5, 17 * 1024 ** 2 + 3])(
  'gentle copy › %i bytes › the copy is complete and its checksum matches',
  async (bytes) => {
    const { content, from, to } = await useFile(bytes);
    const seen: number[] = [];
    const progress = (done: number) => void seen.push(done);
    const copied = await gentleCopy(from, to, { signal: new AbortController().signal, progress });
    expect(copied).toEqual({ bytes, sha256: createHash('sha256').update(content).digest('hex') });
    expect((await readFile(to)).equals(content)).toBe(true);
    expect(seen.at(-1)).toBe(bytes);
  },
);

test('gentle copy › a cancel during a long copy › stops it, and an existing file is not overwritten', async () => {
  const { from, to } = await useFile(64 * 1024 ** 2);
  const abort = new AbortController();
  const progress = () => abort.abort(new Error('cancelled'));
  await expect(gentleCopy(from, to, { signal: abort.signal, progress })).rejects.toThrow('cancelled');
  await expect(gentleCopy(from, to, { signal: new AbortController().signal })).rejects.toMatchObject({
    code: 'EEXIST',
  });
});
