import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { KeySource } from '../../shared/contract/keyspace.ts';
import { aofMembers, fieldData, tarGzOf, tarOf } from '../support/field-files.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { describeNeeding } from '../support/needs.ts';
import { rdbEntry, rdbFile, rdbText } from '../support/rdb-bytes.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { writeKeysRdb } from '../support/write-keys-rdb.ts';

async function useKeyspace() {
  const home = await useTestHome();
  const services = await createServices({ env: home.env, client: 'terminal' });
  onTestFinished(() => services.close());
  return services.keyspace;
}

describeNeeding(['redis', 'posix'], 'key space of a file', () => {
  it('dumps and AOFs in every usual wrapping › every key, and its value', async () => {
    const keyspace = await useKeyspace();
    const data = await fieldData(17, 3);
    const write = await fieldFolder();
    const { dump, dumpKeys, aofKeys } = data;
    const one = Buffer.concat([data.base, data.increment]);
    const rewritten = aofMembers(data).filter(({ name }) => !name.includes('.incr.'));
    const files: readonly (readonly [name: string, bytes: Buffer, keys: number])[] = [
      ['dump.rdb', dump, dumpKeys],
      ['weekly.rdb.gz', gzipSync(dump), dumpKeys],
      ['appendonly.aof', one, aofKeys],
      ['zipped.aof.gz', gzipSync(one), aofKeys],
      ['commands.aof', data.increment, 3],
      ['plain.tar', await tarOf([{ name: 'dump.rdb', data: dump }]), dumpKeys],
      ['volume.tar.gz', await tarGzOf([{ name: 'data/dump.rdb', data: dump }]), dumpKeys],
      ['parts.tgz', await tarGzOf(aofMembers(data, '/var/lib/redis/appendonlydir')), aofKeys],
      ['rewritten.tgz', await tarGzOf([...rewritten, { name: incrementOf(data), data: '' }]), dumpKeys],
      ['same-age.tgz', await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: dump }]), aofKeys],
    ];
    for (const [name, bytes, keys] of files) {
      const source: KeySource = { kind: 'file', path: await write(name, bytes) };
      const state = await keyspace.complete(source);
      expect(state, name).toMatchObject({ phase: 'ready', keys, problem: null, checksum: 'verified' });
      const folder = await keyspace.folder({ source, database: 0, separator: ':', offset: 0, limit: 10 });
      expect(folder.folders, name).toMatchObject([{ prefix: { text: 'order:' }, keys }]);
      const filter = { database: 'all' as const };
      const { items, total } = await keyspace.list({ source, filter, sort: 'key', offset: 0, limit: 100 });
      expect([total, items.length], name).toEqual([keys, keys]);
      const last = items.at(-1);
      const key = last?.key ?? { text: '' };
      const value = await keyspace.value({ source, database: 0, key, count: 10 });
      expect(value, name).toMatchObject({ type: 'hash', items: [{ field: { text: 'total' } }] });
      expect(await keyspace.key({ source, database: 0, key }), name).toMatchObject({ type: 'hash', length: 1 });
    }
  });

  it('an archive with a dump and an AOF, and a choice › the chosen keys; a choice that it does not have › BAD_VALUE', async () => {
    const keyspace = await useKeyspace();
    const data = await fieldData(5, 3);
    const write = await fieldFolder();
    const both = await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: data.dump }]);
    const path = await write('both.tgz', both);
    const choose = (choice: string) => keyspace.complete({ kind: 'file', path, data: choice });
    expect(await choose('rdb')).toMatchObject({ keys: data.dumpKeys, warnings: [] });
    expect(await choose('aof')).toMatchObject({ keys: data.aofKeys, warnings: [] });
    const { keys, dataSets } = await choose('dump.rdb');
    expect(keys).toBe(data.dumpKeys);
    expect(dataSets).toHaveLength(2);
    expect(dataSets?.filter(({ isShown }) => isShown)).toEqual([{ path: 'dump.rdb', form: 'rdb', isShown: true }]);
    await expect(choose('other.rdb')).rejects.toMatchObject({ code: 'BAD_VALUE' });
    const dump: KeySource = { kind: 'file', path: await write('dump.rdb', data.dump), data: 'aof' };
    await expect(keyspace.complete(dump)).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });

  it('the last key of a large file, while the file is read › its value, not that there is no such key', async () => {
    const keyspace = await useKeyspace();
    const folder = await fieldFolder();
    const path = await folder('placeholder', Buffer.alloc(0)).then((one) => join(dirname(one), 'large.rdb'));
    await writeKeysRdb(path, 300_000);
    const source: KeySource = { kind: 'file', path };
    const key = { text: 'user:00180883:profile' };
    const [value, details] = await Promise.all([
      keyspace.value({ source, database: 0, key, count: 10 }),
      keyspace.key({ source, database: 0, key }),
    ]);
    expect(value).toMatchObject({ type: 'string', value: { text: 'value:180883' } });
    expect(details).toMatchObject({ type: 'string' });
    const missing = keyspace.value({ source, database: 0, key: { text: 'user:no' }, count: 10 });
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keys of a server with a memory limit › the idle time or the frequency that the file names', async () => {
    const keyspace = await useKeyspace();
    const write = await fieldFolder();
    const use = (...bytes: number[]) => Buffer.from(bytes);
    const bytes = rdbFile(
      'REDIS0011',
      ...[use(248, 0x41, 0), rdbEntry(0, 'idle', rdbText('a'))],
      ...[use(249, 200), rdbEntry(0, 'often', rdbText('b')), rdbEntry(0, 'unknown', rdbText('c'))],
    );
    const source: KeySource = { kind: 'file', path: await write('used.rdb', bytes) };
    await keyspace.complete(source);
    const useOf = (text: string) => keyspace.key({ source, database: 0, key: { text } });
    expect(await useOf('idle')).toMatchObject({ idleSeconds: 256, frequency: null });
    expect(await useOf('often')).toMatchObject({ idleSeconds: null, frequency: 200 });
    expect(await useOf('unknown')).toMatchObject({ idleSeconds: null, frequency: null });
  });

  it('a key and a folder to locate › their numbers in every order, and null where there is none', async () => {
    const keyspace = await useKeyspace();
    const write = await fieldFolder();
    const names = Array.from({ length: 300 }, (_, at) => `f${at}:${at}`);
    const entries = ['bare', ...names].map((name, at) => rdbEntry(0, name, rdbText('x'.repeat(at % 7))));
    const source: KeySource = { kind: 'file', path: await write('many.rdb', rdbFile('REDIS0011', ...entries)) };
    await keyspace.complete(source);
    const place = { source, database: 0, separator: ':', offset: 0 };
    const { folders } = await keyspace.folder({ ...place, limit: 300 });
    for (const [at, { prefix }] of folders.entries()) {
      const locate = 'text' in prefix ? { text: prefix.text } : { text: '' };
      expect(await keyspace.folder({ ...place, limit: 0, locate })).toMatchObject({ folders: [], locatedAt: at });
    }
    expect(await keyspace.folder({ ...place, limit: 0, locate: { text: 'f1' } })).toMatchObject({ locatedAt: null });
    for (const sort of ['key', 'size'] as const) {
      const list = { source, filter: { database: 0, minSizeBytes: 8 }, sort, offset: 0 };
      const { items } = await keyspace.list({ ...list, limit: 300 });
      expect(items.length).toBeLessThan(300);
      for (const name of names.slice(0, 20)) {
        const at = items.findIndex(({ key }) => 'text' in key && key.text === name);
        const { locatedAt } = await keyspace.list({ ...list, limit: 0, locate: { database: 0, key: { text: name } } });
        expect(locatedAt).toBe(at === -1 ? null : at);
      }
    }
  });

  it('a base without its increments, and an archive of two data sets › a warning', async () => {
    const keyspace = await useKeyspace();
    const data = await fieldData(4, 2);
    const write = await fieldFolder();
    const base = await keyspace.complete({ kind: 'file', path: await write('only.base.rdb', data.base) });
    expect(base.dataSets).toBeUndefined();
    expect(base).toMatchObject({ keys: 4, warnings: [expect.stringContaining('only the base of an AOF')] });
    const both = await tarGzOf([...aofMembers(data), { name: 'dump.rdb', data: data.dump }]);
    const state = await keyspace.complete({ kind: 'file', path: await write('both.tar.gz', both) });
    expect(state).toMatchObject({ keys: 6, warnings: [expect.stringContaining('also contains dump.rdb')] });
  });

  it('growth › two files › keys and bytes of each prefix before and after, the largest change first', async () => {
    const keyspace = await useKeyspace();
    const write = await fieldFolder();
    const selectDatabase = (index: number) => Buffer.from([0xfe, index]);
    const many = (prefix: string, count: number, text: string) =>
      Array.from({ length: count }, (_, at) => rdbEntry(0, `${prefix}${at}`, rdbText(text)));
    const former = [...many('user:', 3, 'xx'), ...many('gone:', 2, 'x'), ...many('same:', 5, 'x')];
    const first = await write(
      'before.rdb',
      rdbFile('REDIS0011', ...former, selectDatabase(2), ...many('user:', 1, 'x')),
    );
    const latter = [...many('user:', 20, 'xx'), ...many('same:', 5, 'x'), ...many('plain', 2, 'x')];
    const second = await write('after.rdb', rdbFile('REDIS0011', ...latter));
    const ofFile = (path: string) => ({ kind: 'file' as const, path });
    const growth = await keyspace.growth({ before: ofFile(first), after: ofFile(second), separator: ':' });
    const rows = growth.map(({ database, prefix, keysBefore, keysAfter }) => [database, prefix, keysBefore, keysAfter]);
    expect(rows).toEqual([
      [0, { text: 'user:' }, 3, 20],
      [0, { text: 'gone:' }, 2, 0],
      [0, { text: '' }, 0, 2],
      [2, { text: 'user:' }, 1, 0],
      [0, { text: 'same:' }, 5, 5],
    ]);
    const [{ bytesBefore, bytesAfter } = { bytesBefore: 0, bytesAfter: 0 }] = growth;
    expect(bytesAfter).toBeGreaterThan(6 * bytesBefore);
    expect(growth.at(-1)).toMatchObject({ bytesBefore: growth.at(-1)?.bytesAfter });
  });

  it('a damaged file › the keys before the damage, and the offset', async () => {
    const keyspace = await useKeyspace();
    const write = await fieldFolder();
    const whole = rdbFile('REDIS0011', rdbEntry(0, 'a:1', rdbText('x')), rdbEntry(0, 'a:2', rdbText('y')));
    const path = await write('cut.rdb', whole.subarray(0, whole.length - 12));
    const state = await keyspace.complete({ kind: 'file', path });
    expect(state).toMatchObject({ phase: 'failed', problem: expect.stringMatching(/truncated \(at byte \d+\)/) });
    expect(state.keys).toBeGreaterThan(0);
    const page = await keyspace.folder({
      source: { kind: 'file', path },
      database: 0,
      separator: ':',
      offset: 0,
      limit: 9,
    });
    expect(page.folders).toMatchObject([{ prefix: { text: 'a:' } }]);
  });

  it('a file without data › one sentence with the reason', async () => {
    const keyspace = await useKeyspace();
    const write = await fieldFolder();
    const missing = keyspace.complete({ kind: 'file', path: join('/', 'no', 'such.rdb') });
    await expect(missing).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const text = keyspace.complete({ kind: 'file', path: await write('notes.txt', 'nothing of Redis') });
    await expect(text).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      message: expect.stringContaining('cannot be read'),
    });
    const packed = await tarGzOf([{ name: 'readme.txt', data: 'nothing' }]);
    const empty = keyspace.complete({ kind: 'file', path: await write('empty.tar.gz', packed) });
    await expect(empty).rejects.toMatchObject({ message: expect.stringContaining('only readme.txt') });
  });
});

function incrementOf({ parts }: { readonly parts: ReadonlyMap<string, Buffer> }): string {
  return `appendonlydir/${[...parts.keys()].find((name) => name.includes('.incr.'))}`;
}
