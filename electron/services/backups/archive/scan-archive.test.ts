// cspell:ignore subexpire
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FieldMember, tarOf } from '../../../../test/support/field-files.ts';
import { rdbEntry, rdbFile, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { place } from '../../../../test/support/some-instance.ts';
import { inTemporaryFolder, temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { DataContentReader } from './data-content.ts';
import { extractData } from './extract-data.ts';
import { scanArchive } from './scan-archive.ts';
import { readMembers } from './tar-members.ts';

const select = Buffer.from([0xfe, 0]);
const aux = (name: string, value: string) => Buffer.concat([Buffer.from([0xfa]), rdbText(name), rdbText(value)]);
const keysOf = (count: number) =>
  Array.from({ length: count }, (_, index) => rdbEntry(0, `key:${index}`, rdbText('v')));
const rdb = (count: number, ...more: readonly Buffer[]) => rdbFile('REDIS0011', ...more, select, ...keysOf(count));
const command = '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n';

const reading = { signal: new AbortController().signal };

async function archiveOf(members: readonly FieldMember[], compressed = false): Promise<string> {
  const bytes = await tarOf(members);
  return place(join(temporaryFolder(), 'archive.tar'), compressed ? gzipSync(bytes) : bytes);
}

async function scan(...members: readonly FieldMember[]) {
  return scanArchive(await archiveOf(members), false, reading);
}

const found = async (...members: readonly FieldMember[]) =>
  (await scan(...members)).candidates.map(({ form, path, keys }) => `${form} ${path} ${keys}`);

describe('archive scan › data by content', () => {
  test('names that say nothing › the content decides', async () => {
    expect(
      await found(
        { name: './backup/data.bin', data: rdb(3) },
        { name: 'notes.rdb', data: 'not a dump' },
        { name: 'log.txt', data: command },
      ),
    ).toEqual(['rdb backup/data.bin 3', 'aof log.txt null']);
  });

  test('leftovers of interrupted saves, downloads and macOS › are ignored', async () => {
    const names = [
      'temp-812.rdb',
      'temp-rewriteaof-bg-3.aof',
      'dump.rdb.part',
      'dump.rdb.crdownload',
      '._dump.rdb',
      '__MACOSX/dump.rdb',
    ];
    expect(await found(...names.map((name) => ({ name, data: rdb(1) })), { name: 'dump.rdb', data: rdb(2) })).toEqual([
      'rdb dump.rdb 2',
    ]);
  });

  test('a path that leaves the archive › is ignored', async () => {
    expect(await found({ name: '../../etc/dump.rdb', data: rdb(1) }, { name: '/abs/dump.rdb', data: rdb(2) })).toEqual([
      'rdb abs/dump.rdb 2',
    ]);
  });

  test('a name that occurs twice › the later one counts, as in tar', async () => {
    expect(await found({ name: 'dump.rdb', data: rdb(1) }, { name: './dump.rdb', data: rdb(5) })).toEqual([
      'rdb dump.rdb 5',
    ]);
  });

  test('a damaged dump › is a candidate without a number of keys', async () => {
    expect(await found({ name: 'dump.rdb', data: rdb(3).subarray(0, 30) })).toEqual(['rdb dump.rdb null']);
  });

  test('no data › the names for the message', async () => {
    expect(await scan({ name: 'readme.txt', data: 'x' }, { name: 'a/b.txt', data: 'y' })).toEqual({
      candidates: [],
      settings: null,
      names: ['readme.txt', 'a/b.txt'],
      description: null,
    });
  });

  test('no members › an error', async () => {
    await expect(scan()).rejects.toThrow('it contains no files');
  });
});

describe('archive scan › AOF of several parts', () => {
  const manifest = 'file a.aof.1.base.rdb seq 1 type b\nfile a.aof.1.incr.aof seq 1 type i\n';
  const parts: readonly FieldMember[] = [
    { name: 'aof/a.aof.1.base.rdb', data: rdb(2, aux('aof-base', '1')), ageHours: 2 },
    { name: 'aof/a.aof.1.incr.aof', data: command, ageHours: 1 },
    { name: 'aof/a.aof.manifest', data: manifest, ageHours: 3 },
  ];

  test('its parts › are one data set with their total size and their latest time', async () => {
    const { candidates } = await scan(...parts);
    expect(candidates).toMatchObject([{ form: 'aof', path: 'aof/a.aof.manifest', keys: null, warnings: [] }]);
    expect(candidates[0]?.sizeBytes).toBe((parts[0]?.data.length ?? 0) + command.length);
    expect(Date.now() - Date.parse(candidates[0]?.modifiedAt ?? '')).toBeLessThan(1.1 * 3600_000);
  });

  test('a part is missing › a warning names it', async () => {
    const { candidates } = await scan(...parts.slice(0, 1), ...parts.slice(2));
    expect(candidates[0]?.warnings).toEqual([
      'The AOF manifest lists a.aof.1.incr.aof, which the archive does not contain.',
    ]);
  });

  test('history files › belong to no data set, and are no data set of their own form', async () => {
    const history = `${manifest}file a.aof.0.incr.aof seq 0 type h\n`;
    const old: FieldMember = { name: 'aof/a.aof.0.incr.aof', data: command };
    for (const left of [[], [old]]) {
      const { candidates } = await scan(...parts.slice(0, 2), ...left, { name: 'aof/a.aof.manifest', data: history });
      expect(candidates).toMatchObject([{ path: 'aof/a.aof.manifest', warnings: [] }]);
    }
  });

  test('no manifest › base and increment each have a warning', async () => {
    const { candidates } = await scan(...parts.slice(0, 2));
    expect(candidates.map(({ warnings }) => warnings[0])).toEqual([
      expect.stringContaining('a.aof.1.base.rdb is only the base of an AOF'),
      expect.stringContaining('a.aof.1.incr.aof is only an increment of an AOF'),
    ]);
  });
});

describe('archive scan › what Redis or this app cannot use', () => {
  const keydbHash = Buffer.concat([
    rdbEntry(4, 'visits', Buffer.from([2]), ...['a', '1', 'b', '2'].map((text) => rdbText(text))),
    ...['a', 'b'].flatMap((member) => [aux('keydb-subexpire-key', member), aux('keydb-subexpire-when', '4e12')]),
  ]);
  const keydb = rdbFile('REDIS0009', select, keydbHash, rdbEntry(0, 'last', rdbText('v')));
  const warning =
    'KeyDB wrote an expiry for 2 members of hashes and sets. Redis ignores these expiries: the members stay until a client deletes them or their key expires.';

  test('expiries of members that KeyDB wrote › a warning with their number', async () => {
    const { candidates } = await scan({ name: 'dump.rdb', data: keydb });
    expect(candidates).toMatchObject([{ keys: 2, warnings: [warning] }]);
  });

  test('the same in the base of an AOF › a warning with their number', async () => {
    const { candidates } = await scan(
      { name: 'a.aof.1.base.rdb', data: keydb },
      { name: 'a.aof.manifest', data: 'file a.aof.1.base.rdb seq 1 type b\n' },
    );
    expect(candidates).toMatchObject([{ form: 'aof', warnings: [warning] }]);
  });

  test('a type of a newer Redis › a warning with the number of keys before it', async () => {
    const data = rdbFile('REDIS0013', select, ...keysOf(1200), rdbEntry(26, 'new', rdbText('v')));
    const { candidates } = await scan({ name: 'dump.rdb', data });
    expect(candidates).toMatchObject([
      {
        keys: null,
        warnings: [
          expect.stringMatching(
            /^This app could read only the first 1,200 keys of dump\.rdb: version 13 .* unknown type \(26\) \(at byte [\d,]+\)\.$/,
          ),
        ],
      },
    ]);
  });
});

describe('archive scan › settings', () => {
  test.each([
    ['appendonly yes\nappendfilename x.aof\ndatabases 32\n', { appendonly: true, aofName: 'x.aof', databases: 32 }],
    ['appendonly NO\ndbfilename y.rdb\n', { appendonly: false, rdbName: 'y.rdb', databases: null }],
    ['appendonly maybe\ndatabases many\n', { appendonly: null, databases: null }],
  ])('%j › %j', async (text, expected) => {
    expect((await scan({ name: 'redis.conf', data: text })).settings).toMatchObject(expected);
  });

  test('several files › the one closest to the root', async () => {
    const nested = { name: 'samples/old/redis.conf', data: 'appendonly yes\n' };
    expect((await scan(nested, { name: 'etc/redis.conf', data: 'appendonly no\n' })).settings?.appendonly).toBe(false);
  });

  test('a byte order mark › is ignored', async () => {
    expect((await scan({ name: 'redis.conf', data: '\uFEFFappendonly yes\n' })).settings?.appendonly).toBe(true);
  });
});

describe('archive scan › damaged archives', () => {
  test('a truncated tar.gz › an error at every cut, never a hang', async () => {
    const bytes = gzipSync(await tarOf([{ name: 'dump.rdb', data: rdb(20) }]));
    for (let cut = 0; cut < bytes.length; cut += Math.ceil(bytes.length / 12)) {
      const path = place(join(temporaryFolder(), 'cut.tar.gz'), bytes.subarray(0, cut));
      await expect(scanArchive(path, true, reading), `${cut}`).rejects.toThrow();
    }
  });

  test('a cancel › ends the scan', async () => {
    const abort = new AbortController();
    abort.abort(new Error('cancelled'));
    const path = await archiveOf([{ name: 'dump.rdb', data: rdb(2) }]);
    await expect(scanArchive(path, false, { signal: abort.signal })).rejects.toThrow();
  });

  test('progress › ends with the size of the file', async () => {
    const path = await archiveOf([{ name: 'dump.rdb', data: rdb(2) }], true);
    let last = 0;
    await scanArchive(path, true, { ...reading, progress: (bytes) => (last = bytes) });
    expect(last).toBe(readFileSync(path).length);
  });

  test('a reader that ignores its member › the next one is read', async () => {
    const names: string[] = [];
    const path = await archiveOf([
      { name: 'a', data: Buffer.alloc(100_000) },
      { name: 'b', data: 'x' },
    ]);
    const count = await readMembers(path, false, async ({ path: name }) => void names.push(name), reading);
    expect([count, names]).toEqual([2, ['a', 'b']]);
  });
});

describe('content of a data file', () => {
  const contentOf = (bytes: Buffer, chunk = bytes.length) => {
    const reader = new DataContentReader();
    for (let at = 0; at < bytes.length; at += Math.max(1, chunk)) reader.write(bytes.subarray(at, at + chunk));
    return reader.finish();
  };

  test.each([
    ['an RDB', rdb(3), 'rdb', 3],
    ['an AOF', Buffer.from(command), 'aof', undefined],
    ['an AOF with a timestamp', Buffer.from(`#TS:1700000000\r\n${command}`), 'aof', undefined],
    ['an AOF that begins with an RDB', Buffer.concat([rdb(3), Buffer.from(command)]), 'aof', 3],
    ['an RDB with other bytes after it', Buffer.concat([rdb(3), Buffer.from('more')]), 'rdb', 3],
    ['text', Buffer.from('hello'), 'other', undefined],
    ['nothing', Buffer.alloc(0), 'other', undefined],
  ])('%s › form and keys, in chunks of any size', (_, bytes, form, keys) => {
    for (const chunk of [1, 2, 7, 63, 64, 65, bytes.length]) {
      const content = contentOf(bytes, chunk);
      expect([content.form, content.rdb?.keys, content.sizeBytes], `chunks of ${chunk}`).toEqual([
        form,
        keys,
        bytes.length,
      ]);
    }
  });

  test('bytes after an RDB › are counted, unless they are commands', () => {
    expect(contentOf(Buffer.concat([rdb(1), Buffer.from('abc')])).strayBytes).toBe(3);
    expect(contentOf(Buffer.concat([rdb(1), Buffer.from(command)])).strayBytes).toBe(0);
  });

  test('an RDB cut at every byte › has a fault, and never more keys than before the cut', () => {
    const whole = rdb(5);
    for (let cut = 9; cut < whole.length; cut++) {
      const { rdb: summary } = contentOf(whole.subarray(0, cut));
      expect(summary?.fault, `${cut}`).toBeTypeOf('string');
      expect(summary?.keys ?? 0).toBeLessThanOrEqual(5);
    }
    expect(contentOf(whole).rdb?.fault).toBeNull();
  });

  test('any bytes › a form, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, asRdb) => {
        const content = contentOf(asRdb ? Buffer.concat([Buffer.from('REDIS0011'), bytes]) : Buffer.from(bytes), 17);
        expect(['rdb', 'aof', 'other']).toContain(content.form);
      }),
    );
  });

  test('who wrote it › Valkey before Redis', () => {
    expect(contentOf(rdb(1, aux('redis-ver', '7.2.4'))).rdb?.redisVersion).toBe('7.2.4');
    expect(contentOf(rdb(1, aux('redis-ver', '7.2.4'), aux('valkey-ver', '8.0.1'))).rdb?.redisVersion).toBe('8.0.1');
  });
});

describe('files of Dragonfly', () => {
  const version = aux('df-ver', 'df-v1.34.0');
  const packed = rdbFile('REDIS0009', version, select, Buffer.from([202]), rdbText('lz4'), Buffer.from([203]));

  test('its own format › no data set; an RDB that it saved › one', async () => {
    expect(
      await found(
        { name: 'dump-summary.dfs', data: rdbFile('REDIS0009', version) },
        { name: 'dump-0000.dfs', data: packed },
        { name: 'dump-0001.dfs', data: rdb(2, version) },
        { name: 'dump.rdb', data: rdb(3, version) },
      ),
    ).toEqual(['rdb dump.rdb 3']);
  });

  test('an entry of its own › the fault names Dragonfly, also without its version', async () => {
    const old = rdbFile('REDIS0009', select, Buffer.from([201]), rdbText('zstd'), Buffer.from([203]));
    const { candidates } = await scan({ name: 'old.rdb', data: old });
    expect(candidates[0]?.content?.rdb?.fault).toContain('has no entry type 201, but the one of Dragonfly has');
  });
});

describe('extracting a data set', () => {
  const members: readonly FieldMember[] = [
    { name: './etc/dump.rdb', data: 'first' },
    { name: 'etc/dump.rdb', data: 'second' },
    { name: 'aof/a.manifest', data: 'manifest' },
    { name: 'aof/a.1.base.rdb', data: 'base' },
    { name: 'aof/._a.1.base.rdb', data: 'macOS' },
    { name: 'aof/inner/other', data: 'other' },
  ];
  const extract = async (form: 'rdb' | 'aof', path: string) => {
    const archive = await archiveOf(members);
    const to = join(temporaryFolder(), 'work');
    mkdirSync(to);
    const aof = await extractData(archive, false, { form, path }, to, reading);
    return { aof, to, names: readdirSync(to, { recursive: true }).map(String).toSorted() };
  };

  test('an RDB › gets the default name; of two entries, the later one', async () => {
    const { aof, to, names } = await extract('rdb', 'etc/dump.rdb');
    expect([aof, names]).toEqual([null, ['dump.rdb']]);
    expect(readFileSync(join(to, 'dump.rdb'), 'utf8')).toBe('second');
  });

  test('single-file AOF › extracted', async () => {
    const { aof, names } = await extract('aof', 'aof/inner/other');
    expect([aof, names]).toEqual([{ folder: '', name: 'appendonly.aof' }, ['appendonly.aof']]);
  });

  test('an AOF of several parts › the folder of its manifest, without files of macOS', async () => {
    const { aof, names } = await extract('aof', 'aof/a.manifest');
    expect(aof).toEqual({ folder: 'appendonlydir', name: 'a' });
    expect(names).toEqual(['appendonlydir', 'appendonlydir/a.1.base.rdb', 'appendonlydir/a.manifest']);
  });

  test('a data set that the archive no longer has › an error', async () => {
    await expect(extract('rdb', 'gone.rdb')).rejects.toThrow('it no longer contains gone.rdb');
  });

  test('any archive paths › nothing is written outside the target', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('..', '.', 'a', 'b', ''), { minLength: 1, maxLength: 4 }), (path) =>
        inTemporaryFolder(async (root) => {
          const name = [...path, 'dump.rdb'].join('/');
          const archive = place(join(root, 'archive.tar'), await tarOf([{ name, data: 'x' }]));
          mkdirSync(join(root, 'work/to'), { recursive: true });
          const data = { form: 'rdb', path: name } as const;
          await extractData(archive, false, data, join(root, 'work/to'), reading).catch(() => null);
          expect(readdirSync(root).toSorted()).toEqual(['archive.tar', 'work']);
          expect(readdirSync(join(root, 'work'))).toEqual(['to']);
        }),
      ),
      { numRuns: 20 },
    );
  });
});
