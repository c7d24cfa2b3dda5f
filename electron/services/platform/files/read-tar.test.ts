import tar from 'tar-stream';
import { expect, test } from 'vitest';
import { readTar } from './read-tar.ts';

/** A tar of one file. */
function packed() {
  const pack = tar.pack();
  pack.entry({ name: 'a' }, 'content');
  pack.finalize();
  return pack;
}

test.each([
  [
    'thrown',
    () => {
      throw new Error('refused');
    },
  ],
  ['as a rejection', () => Promise.reject(new Error('refused'))],
])('a tar › an entry refused %s › the reading rejects with it', async (_, take) => {
  await expect(readTar([packed() as never], take, new AbortController().signal)).rejects.toThrow('refused');
});
