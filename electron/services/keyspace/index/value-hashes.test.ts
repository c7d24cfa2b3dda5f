import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rdbCompressed, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { valueHashes } from './value-hashes.ts';

test('value hashes › a value in pieces, compressed or not › the hash of the value in memory', async () => {
  const text = 'a long text, '.repeat(20_000);
  const path = join(temporaryFolder(), 'dump.rdb');
  const entry = (key: string, value: Buffer) => Buffer.concat([Buffer.of(0), rdbText(key), value]);
  const body = Buffer.concat([
    Buffer.from('REDIS0011'),
    ...[entry('plain', rdbText(text)), entry('small', rdbText('x')), entry('compressed', rdbCompressed(text))],
    Buffer.concat([Buffer.of(0xff), Buffer.alloc(8)]),
  ]);
  await writeFile(path, body);
  const { signal } = new AbortController();
  const inMemory = await valueHashes(path, 'redis', signal);
  expect(inMemory).toHaveLength(3);
  expect(inMemory[0]).toBe(inMemory[2]);
  expect(await valueHashes(path, 'redis', signal, 100)).toEqual(inMemory);
});
