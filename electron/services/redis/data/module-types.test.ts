import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { moduleData, streamedModuleData } from './module-types.ts';

/** The id of the type "ledger-v1", version 0 of its encoding, as Redis writes it. */
const ledger = [0x81, 0x95, 0xe7, 0x60, 0x7a, 0xbf, 0xaf, 0xd4, 0x00];
const text = (value: string) => [value.length, ...Buffer.from(value)];
/** The opcode of an unsigned number, the number 7, and the end of the value. */
const seven = [...ledger, 2, 7, 0];

async function read(...parts: readonly number[][]) {
  const path = join(temporaryFolder(), 'dump.rdb');
  await writeFile(path, Buffer.from([...Buffer.from('REDIS0010'), ...parts.flat(), 255, ...new Array(8).fill(0)]));
  const file = await open(path);
  return moduleData(file).finally(() => file.close());
}

test('module data › keys of a module between others › are counted by their type', async () => {
  const found = await read(
    [0, ...text('a'), ...text('text')],
    [7, ...text('one'), ...seven],
    [1, ...text('list'), 2, ...text('x'), ...text('y')],
    [7, ...text('two'), ...seven],
  );
  expect(found.keys).toEqual(new Map([['ledger-v1', 2]]));
  expect(found.besideKeys.size).toBe(0);
});

test('module data › data beside the keys › its type', async () => {
  const found = await read([247, ...ledger, 2, 1, 5, ...text('index'), 0], [0, ...text('a'), ...text('text')]);
  expect([...found.besideKeys]).toEqual(['ledger-v1']);
  expect(found.keys.size).toBe(0);
});

test('module data › a key longer than one read › its type', async () => {
  const long = 'k'.repeat(60);
  const big = [0, ...text('big'), 0x80, 0, 0x20, 0, 0, ...new Array(0x20_00_00).fill(97)];
  const found = await read(big, [7, ...text(long), ...seven], big);
  expect(found.keys.get('ledger-v1')).toBe(1);
});

test('module data › a stream with an AOF after its RDB › is read to its end', async () => {
  const rdb = [...Buffer.from('REDIS0010'), 7, ...text('one'), ...seven, 255, ...new Array(8).fill(0)];
  const chunks = [
    Buffer.from(rdb.slice(0, 20)),
    Buffer.from([...rdb.slice(20), ...Buffer.from('*1\r\n')]),
    Buffer.from('x'),
  ];
  let read = 0;
  async function* stream() {
    for (const chunk of chunks) {
      read += 1;
      yield chunk;
    }
  }
  expect((await streamedModuleData(stream())).keys).toEqual(new Map([['ledger-v1', 1]]));
  expect(read).toBe(3);
});
