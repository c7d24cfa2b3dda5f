import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PackRecord } from './pack-record.ts';
import { createUndoPack, finishUndoPack, listUndoPacks, readUndoPack, readUndoPackInfo } from './undo-pack.ts';

let home: string;
const folder = (...parts: string[]) => join(home, 'redis', 'desktop', 'undo-packs', ...parts);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'undo-pack-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const value: PackRecord = {
  ...{ database: 3, key: Buffer.from([0xff, 0, 1]), before: { dump: Buffer.from('dump'), expireAtMs: 4e12 } },
  after: { kind: 'unchanged', expireAtMs: 5e12 },
};
const created: PackRecord = {
  ...{ database: 0, key: Buffer.from('new'), before: { dump: null, expireAtMs: -1 } },
  after: { kind: 'unknown' },
};

async function records(id: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { isLarge, ...record } of readUndoPack(home, id)) {
    const { dump } = record.before;
    if (!isLarge || dump === null || dump instanceof Uint8Array) found.push(record);
    else {
      const bytes = Buffer.alloc(dump.length);
      await dump.file.read(bytes, 0, dump.length, dump.offset);
      found.push({ ...record, before: { ...record.before, dump: `in the file: ${bytes.toString()}` } });
    }
  }
  return found;
}

describe('undo packs', () => {
  test('write and read › values, absent keys and later marks › the same records', async () => {
    const pack = await createUndoPack(home, 'main');
    expect(await pack.add([value])).toBe(0);
    expect(await pack.add([created, value])).toBe(1);
    const after = { kind: 'value', digest: 'abc', expireAtMs: -1 } as const;
    await pack.mark([
      { number: 1, after },
      { number: 2, after: { kind: 'skipped' } },
    ]);
    await pack.finish(2);
    expect(await records(pack.id)).toEqual([
      { number: 0, ...value },
      { number: 1, ...created, after },
      { number: 2, ...value, after: { kind: 'skipped' } },
    ]);
    expect(await listUndoPacks(home, 'main')).toMatchObject([{ id: pack.id, instance: 'main', changed: 2 }]);
    expect(await listUndoPacks(home, 'other')).toEqual([]);
  });

  test('large values › in pieces, one given up and one of an absent key between others › stay in the file', async () => {
    const pack = await createUndoPack(home, 'main');
    await pack.add([value]);
    const after = { kind: 'content', hash: '00112233445566ff', expireAtMs: 7e12 } as const;
    const large = { database: 5, key: Buffer.from('large'), after, expireAtMs: 6e12 };
    for (const isGivenUp of [true, false]) {
      const writer = await pack.addLarge(large);
      await writer.begin(11);
      for (const piece of ['large', ' ', 'value']) await writer.take(Buffer.from(piece));
      // As after a crash: a record without its end is not read.
      expect(await records(pack.id)).toHaveLength(1);
      if (!isGivenUp) expect(await writer.complete()).toBe(1);
      await writer.end();
    }
    const absent = await pack.addLarge({ ...large, expireAtMs: -1 });
    await absent.begin(null);
    expect(await absent.complete()).toBe(2);
    await absent.end();
    expect(await pack.add([created])).toBe(3);
    const { database, key } = large;
    expect(await records(pack.id)).toEqual([
      { number: 0, ...value },
      { number: 1, database, key, before: { dump: 'in the file: large value', expireAtMs: 6e12 }, after },
      { number: 2, database, key, before: { dump: null, expireAtMs: -1 }, after },
      { number: 3, ...created },
    ]);
  });

  test('read › cut by a crash at any byte › the whole records before it', async () => {
    const pack = await createUndoPack(home, 'main');
    await pack.add([value, created, value]);
    await appendFile(folder(pack.id, 'after'), '[1,{"kind":"abs');
    const size = 36 * 3 + 3 + 4 + 3 + 3 + 4;
    const sizes = [36 + 7, 36 + 7 + 36 + 3, size];
    for (let length = size; length >= 0; length--) {
      await truncate(folder(pack.id, 'keys'), length);
      expect(await records(pack.id)).toHaveLength(sizes.filter((end) => end <= length).length);
    }
  });

  test.each([-1, -79, Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 60])(
    'read › a header that claims a value of %d bytes › the records before it, and an end',
    async (dumpBytes) => {
      const pack = await createUndoPack(home, 'main');
      await pack.add([created, value, value]);
      const path = folder(pack.id, 'keys');
      const content = await readFile(path);
      content.writeDoubleLE(dumpBytes, 36 + 3 + 8);
      await writeFile(path, content);
      expect(await records(pack.id)).toEqual([{ number: 0, ...created }]);
    },
  );

  test('finish › nothing was changed › no pack is left', async () => {
    const pack = await createUndoPack(home, 'main');
    await pack.add([value]);
    await pack.finish(0);
    expect(await readdir(folder())).toEqual([]);
  });

  test.each(['', '..', '../../main', 'x'])('an ID that is none › %s › null', async (id) => {
    expect(await readUndoPackInfo(home, id)).toBeNull();
  });

  test('create › its journal entry cannot be written › no pack is left', async () => {
    const full = new Error('the disk is full');
    await expect(createUndoPack(home, 'main', () => Promise.reject(full))).rejects.toBe(full);
    expect(await readdir(folder())).toEqual([]);
  });

  test('mark › within the reserved room and beyond it › all states', async () => {
    const pack = await createUndoPack(home, 'main');
    await pack.add([created, created, created]);
    await pack.reserveMarks(1);
    const after = { kind: 'value', digest: 'a'.repeat(32), expireAtMs: 4e12 } as const;
    for (const number of [0, 1, 2]) await pack.mark([{ number, after }]);
    expect(await records(pack.id)).toEqual([0, 1, 2].map((number) => ({ number, ...created, after })));
  });

  test('finish after an interruption › without a changed key › no pack is left', async () => {
    const pack = await createUndoPack(home, 'main');
    const number = await pack.add([value]);
    await pack.mark([{ number, after: { kind: 'skipped' } }]);
    await finishUndoPack(home, pack.id);
    expect(await readdir(folder())).toEqual([]);
  });
});
