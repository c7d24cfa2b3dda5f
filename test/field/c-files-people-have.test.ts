import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readEnvironment } from '../../electron/services/platform/home/environment.ts';
import { backup } from '../../shared/contract/backup.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { aofMembers, fieldData, tarGzOf, tarOf } from '../support/field-files.ts';
import { fieldFolder } from '../support/field-folder.ts';
import { rdbEntry, rdbFile, rdbText } from '../support/rdb-bytes.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('C', 'files that people have', (runtime) => {
  it('dumps and AOFs in every usual wrapping › what was found with its counts, imported, verified, restored', async () => {
    const { services, done, restore } = await useBackupHome({ runtime });
    const data = await fieldData(17, 3);
    const write = await fieldFolder();
    const { dump, dumpKeys, aofKeys } = data;
    const one = Buffer.concat([data.base, data.increment]);
    const absolute = aofMembers(data, '/var/lib/redis/appendonlydir');
    const files: readonly (readonly [string, Buffer, number, string])[] = [
      ['weekly.rdb.gz', gzipSync(dump), dumpKeys, 'weekly.rdb'],
      ['zipped.aof.gz', gzipSync(one), aofKeys, 'appendonly.aof'],
      ['plain.tar', await tarOf([{ name: 'dump.rdb', data: dump }]), dumpKeys, 'dump.rdb'],
      ['volume.tar.gz', await tarGzOf([{ name: 'data/dump.rdb', data: dump }]), dumpKeys, 'data/dump.rdb'],
      ['dotted.tar', await tarOf([{ name: './var/lib/redis/x.rdb', data: dump }]), dumpKeys, 'var/lib/redis/x.rdb'],
      ['absolute.tgz', await tarGzOf(absolute), aofKeys, 'var/lib/redis/appendonlydir/appendonly.aof.manifest'],
      ['single.tar.gz', await tarGzOf([{ name: 'cache/appendonly.aof', data: one }]), aofKeys, 'cache/appendonly.aof'],
      [
        'twice.tar.gz',
        await tarGzOf([
          { name: 'dump.rdb', data: dump.subarray(0, 40) },
          { name: 'dump.rdb', data: dump },
        ]),
        dumpKeys,
        'dump.rdb',
      ],
    ];
    for (const [name, bytes, keys, path] of files) {
      const imported = backup.parse(await done(services.backups.import('main', await write(name, bytes))));
      expect(imported, name).toMatchObject({ keys, proof: { ok: true, keys }, contents: { path, found: [{ keys }] } });
      expect(await restore(imported.name), name).toMatchObject({ keys });
    }
  });

  it('a compression that cannot be read › the command that unpacks it', async () => {
    const { services, done } = await useBackupHome({ runtime });
    const write = await fieldFolder();
    const files = [
      ['a.rdb.zst', '28b52ffd04', 'zstd -d'],
      ['a.rdb.xz', 'fd377a585a0000', 'xz -dk'],
      ['a.zip', '504b030414', 'unzip'],
      ['renamed.rdb', '425a68393141', 'bzip2 -dk'],
    ] as const;
    for (const [name, hex, command] of files) {
      const path = await write(name, Buffer.from(hex, 'hex'));
      const refused = { code: 'BAD_VALUE', message: expect.stringContaining(`${command} '${path}'`) };
      await expect(done(services.backups.import('main', path)), name).rejects.toMatchObject(refused);
    }
    const half = gzipSync(Buffer.alloc(100_000, 'REDIS0010 then nothing that is one')).subarray(0, 200);
    const cut = done(services.backups.import('main', await write('cut.rdb.gz', half)));
    await expect(cut).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
  });

  it('files of Dragonfly in its own format › refused with the command that writes an RDB, never an empty backup', async () => {
    const { services, done } = await useBackupHome({ runtime });
    const write = await fieldFolder();
    const version = Buffer.concat([Buffer.from([250]), rdbText('df-ver'), rdbText('df-v1.34.0')]);
    const files = [
      ['dump-summary.dfs', rdbFile('REDIS0009', version)],
      ['dump-0000.dfs', rdbFile('REDIS0009', version, Buffer.from([254, 0]), rdbEntry(0, 'k', rdbText('v')))],
      ['renamed.rdb', rdbFile('REDIS0009', version, Buffer.from([254, 0, 202]), rdbText('lz4'), Buffer.from([203]))],
    ] as const;
    for (const [name, bytes] of files) {
      const refused = { code: 'BACKUP_DAMAGED', message: expect.stringContaining('run SAVE RDB in Dragonfly') };
      await expect(done(services.backups.import('main', await write(name, bytes))), name).rejects.toMatchObject(
        refused,
      );
    }
    expect(await services.backups.list('main')).toEqual([]);
  });

  it('an AOF that a crash cut › what Redis ignores and what it loads', async () => {
    const { services, done } = await useBackupHome({ runtime });
    const write = await fieldFolder();
    const set = (key: string) => `*3\r\n$3\r\nSET\r\n$1\r\n${key}\r\n$1\r\nv\r\n`;
    const cases = [
      ['cut.aof', set('b').slice(0, -5)],
      ['open.aof', `*1\r\n$5\r\nMULTI\r\n${set('b')}`],
    ] as const;
    for (const [name, end] of cases) {
      const path = await write(name, Buffer.from(set('a') + end));
      const imported = backup.parse(await done(services.backups.import('main', path)));
      const message = `Its AOF ends in the middle of a command or a transaction, as after a crash: Redis ignores the last ${end.length} bytes and loads 1 key.`;
      expect(imported.proof, name).toMatchObject({ ok: false, keys: 1, message });
    }
  });

  it('ctime in milliseconds, carriage returns, byte order mark › read', async () => {
    const { services, done } = await useBackupHome({ runtime });
    const write = await fieldFolder();
    const ctime = Buffer.concat([Buffer.from([250]), rdbText('ctime'), rdbText('1790000000123')]);
    const file = rdbFile('REDIS0009', ctime, Buffer.from([254, 0]), rdbEntry(0, 'k', rdbText('v')));
    const imported = await done(services.backups.import('main', await write('foreign.rdb', file)));
    expect(imported).toMatchObject({ keys: 1, createdAt: new Date(1_790_000_000_000).toISOString() });
    const path = await write('described.rdb', file);
    await write(
      'described.info',
      '\uFEFF{"name":"described","created":"2024-02-03T04:05:06Z","redis_version":"6.2.1"}\r\n',
    );
    expect(await done(services.backups.import('main', path))).toMatchObject({ createdAt: '2024-02-03T04:05:06.000Z' });
    const environment = readEnvironment({ REDIS_PORT: '7001\r', REDIS_PERSISTENCE: 'aof\r', VROOLI_HOME: '/tmp/h\r' });
    expect(environment).toMatchObject({ mainPort: 7001, home: '/tmp/h', defaults: { persistence: 'aof' } });
  });
});
