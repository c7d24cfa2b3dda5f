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

/** One that is copied at once, and one by a thread, whose end is no whole chunk. */
test.each([5, 17 * 1024 ** 2 + 3])('a file of %i bytes is copied whole, with its checksum', async (bytes) => {
  const { content, from, to } = await useFile(bytes);
  const seen: number[] = [];
  const progress = (done: number) => void seen.push(done);
  const copied = await gentleCopy(from, to, { signal: new AbortController().signal, progress });
  expect(copied).toEqual({ bytes, sha256: createHash('sha256').update(content).digest('hex') });
  expect((await readFile(to)).equals(content)).toBe(true);
  expect(seen.at(-1)).toBe(bytes);
});

test('a long copy ends when it is cancelled, and never writes over a file that is there', async () => {
  const { from, to } = await useFile(64 * 1024 ** 2);
  const abort = new AbortController();
  const progress = () => abort.abort(new Error('cancelled'));
  await expect(gentleCopy(from, to, { signal: abort.signal, progress })).rejects.toThrow('cancelled');
  await expect(gentleCopy(from, to, { signal: new AbortController().signal })).rejects.toMatchObject({
    code: 'EEXIST',
  });
});
