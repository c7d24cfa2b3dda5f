import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { fakeRuntime } from '../../../../test/support/fake-runtime.ts';
import { type FieldMember, tarOf } from '../../../../test/support/field-files.ts';
import { rdbEntry, rdbFile, rdbText } from '../../../../test/support/rdb-bytes.ts';
import { CONTAINERS, PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { goodVerification, someBackup } from '../../../../test/support/some-backup.ts';
import { environmentOf, keptContext } from '../../../../test/support/some-instance.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { createChangeBus } from '../../platform/events/change-bus.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { type BackupFolder, dataPath } from '../store/backup-files.ts';
import { asManifest, findBackup, writeManifest } from '../store/backup-folder.ts';
import { decideData, requireOpenChoice } from './decide-data.ts';
import { needOf, requireKnownFormat, requireLoadedModules } from './load-need.ts';
import { verificationFailure, verifyBackup } from './verify-backup.ts';
import { layOut } from './work-copy.ts';

const AT = '2026-11-20T10:00:00.000Z';
const aux = (name: string, value: string) => Buffer.concat([Buffer.from([0xfa]), rdbText(name), rdbText(value)]);
const rdb = (keys: number, ...parts: readonly Buffer[]) => {
  const entries = Array.from({ length: keys }, (_, at) => rdbEntry(0, `key:${at}`, rdbText('v')));
  return rdbFile('REDIS0011', ...parts, Buffer.from([0xfe, 0]), ...entries);
};
const AOF = '*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n';

/** A computer without an engine; what changes in backups is collected. */
function newDeps() {
  const bus = createChangeBus();
  const changes: unknown[] = [];
  bus.listen((change) => void changes.push(change));
  const runtimes = { process: fakeRuntime(PROGRAMS), docker: fakeRuntime(CONTAINERS) };
  runtimes.process.isUsable = false;
  runtimes.docker.isUsable = false;
  const deps = {
    ...{ bus, runtimes, environment: environmentOf(temporaryFolder()), programPath: temporaryFolder() },
    catalogue: { one: async () => null, all: async () => [], recoverableUntil: async () => null },
    log: { error: () => undefined, info: () => undefined },
  } as unknown as BackupDeps;
  return { deps, changes };
}

const newFolder = (): BackupFolder => ({ path: temporaryFolder(), instance: 'main' });

async function keep(folder: BackupFolder, name: string, data: Buffer, change: Partial<Backup> = {}): Promise<Backup> {
  const kind = change.kind ?? 'snapshot';
  writeFileSync(join(folder.path, `${name}${kind === 'archive' ? '.tar.gz' : '.rdb'}`), data);
  await writeManifest(folder, name, asManifest(someBackup(name, AT, { ...change, kind, sizeBytes: data.length })));
  return findBackup(folder, name);
}

async function keepArchive(folder: BackupFolder, ...members: readonly FieldMember[]): Promise<Backup> {
  return keep(folder, 'weekly', gzipSync(await tarOf(members)), { kind: 'archive' });
}

describe('the data of an archive', () => {
  test('decideData › one data set › is recorded, so that each later load takes the same', async () => {
    const { deps, changes } = newDeps();
    const folder = newFolder();
    const backup = await keepArchive(folder, { name: 'data/dump.rdb', data: rdb(3) });
    const decided = await decideData(deps, folder, backup, null, keptContext());
    expect(decided.contents).toMatchObject({ form: 'rdb', path: 'data/dump.rdb', decidedBy: 'only' });
    expect(findBackup(folder, 'weekly').contents).toEqual(decided.contents);
    expect(changes).toContainEqual(expect.objectContaining({ noun: 'backups', id: 'main' }));
  });

  test('decideData › two data sets and a choice › takes it; a choice that does not exist is refused', async () => {
    const { deps } = newDeps();
    const folder = newFolder();
    const backup = await keepArchive(folder, { name: 'dump.rdb', data: rdb(1) }, { name: 'appendonly.aof', data: AOF });
    await expect(decideData(deps, folder, backup, 'other.rdb', keptContext())).rejects.toMatchObject({
      code: 'BAD_VALUE',
    });
    expect(findBackup(folder, 'weekly').contents).toBeNull();
    const decided = await decideData(deps, folder, backup, 'aof', keptContext());
    expect(decided.contents).toMatchObject({ form: 'aof', path: 'appendonly.aof', decidedBy: 'choice' });
  });

  test('decideData › the redis.conf in the archive decides between two', async () => {
    const { deps } = newDeps();
    const folder = newFolder();
    const backup = await keepArchive(
      folder,
      { name: 'redis.conf', data: 'appendonly no\nsave 900 1\n' },
      { name: 'dump.rdb', data: rdb(1) },
      { name: 'appendonly.aof', data: AOF },
    );
    const decided = await decideData(deps, folder, backup, null, keptContext());
    expect(decided.contents).toMatchObject({ path: 'dump.rdb', decidedBy: 'redis.conf' });
  });

  test('decideData › the note of the backup changes meanwhile › stays', async () => {
    const { deps } = newDeps();
    const folder = newFolder();
    const backup = await keepArchive(folder, { name: 'dump.rdb', data: rdb(1) });
    await writeManifest(folder, 'weekly', asManifest({ ...backup, note: 'before the release', pinned: true }));
    expect(await decideData(deps, folder, backup, null, keptContext())).toMatchObject({
      ...{ note: 'before the release', pinned: true },
    });
  });

  test('decideData › no data in the archive › a sentence', async () => {
    const { deps } = newDeps();
    const folder = newFolder();
    const backup = await keepArchive(folder, { name: 'notes.txt', data: 'no data' });
    await expect(decideData(deps, folder, backup, null, keptContext())).rejects.toThrow('neither an RDB nor an AOF');
  });

  test('decideData › a snapshot, or an archive that was decided › nothing is read', async () => {
    const { deps, changes } = newDeps();
    const folder = newFolder();
    const snapshot = await keep(folder, 'nightly', rdb(1));
    expect(await decideData(deps, folder, snapshot, null, keptContext())).toBe(snapshot);
    const contents = { form: 'rdb', path: 'dump.rdb', decidedBy: 'only', found: [] } as never;
    const decided = someBackup('gone', AT, { kind: 'archive', contents });
    expect(await decideData(deps, folder, decided, null, keptContext())).toBe(decided);
    expect(changes).toEqual([]);
  });

  const decided = { form: 'rdb', path: 'data/dump.rdb', decidedBy: 'only', found: [] } as never;
  test.each([
    [null, someBackup('a', AT), true],
    ['rdb', someBackup('a', AT), true],
    ['a.rdb', someBackup('a', AT), true],
    ['aof', someBackup('a', AT), false],
    ['aof', someBackup('a', AT, { kind: 'archive' }), true],
    ['data/dump.rdb', someBackup('a', AT, { kind: 'archive', contents: decided }), true],
    ['aof', someBackup('a', AT, { kind: 'archive', contents: decided }), false],
  ])('requireOpenChoice › %s of %o › allowed: %s', (choice, backup, isAllowed) => {
    const check = () => requireOpenChoice(backup, choice);
    if (isAllowed) expect(check).not.toThrow();
    else expect(check).toThrow(/as its manifest records\. To use other data of the archive, export the backup/);
  });
});

describe('what a backup needs to be loaded', () => {
  test('needOf › a snapshot › its own header wins over the manifest', async () => {
    const folder = newFolder();
    const data = rdb(1, aux('redis-ver', '7.2.4'), aux('used-mem', '4096'));
    const backup = await keep(folder, 'nightly', data, { redisVersion: '6.0.0', rdbVersion: 9, memoryBytes: 1 });
    expect(await needOf(folder, backup)).toEqual({
      ...{ instance: 'main', redisVersion: '7.2.4', rdbVersion: 11, memoryBytes: 4096, modules: [] },
    });
  });

  test('needOf › an archive, or a damaged snapshot › the manifest alone', async () => {
    const folder = newFolder();
    const damaged = someBackup('gone', AT, { damaged: true, redisVersion: '6.2.0', rdbVersion: 9, memoryBytes: 7 });
    expect(await needOf(folder, damaged)).toMatchObject({ redisVersion: '6.2.0', rdbVersion: 9, memoryBytes: 7 });
    expect(await needOf(folder, { ...damaged, damaged: false, kind: 'archive' })).toMatchObject({ rdbVersion: 9 });
  });

  test('requireKnownFormat › a newer RDB version › the backup may be intact', () => {
    const output = "Can't handle RDB format version 12";
    expect(() => requireKnownFormat(someBackup('nightly', AT), output, { version: '7.0.15' })).toThrow(
      'it has RDB version 12, which Redis 7.0.15 cannot load. It may be intact. Install the Redis version that wrote it',
    );
    expect(() => requireKnownFormat(someBackup('a', AT), 'Short read', { version: '7.0.15' })).not.toThrow();
  });

  test('requireLoadedModules › an unknown command in the AOF › is a matter of modules only where it was taken with some', () => {
    const error = {
      message: 'its AOF contains "JSON.SET"',
      output: "Unknown command 'JSON.SET' reading the append only file",
    };
    const modules = [{ name: 'ReJSON', version: 20_000, path: null }] as never;
    expect(() => requireLoadedModules(someBackup('a', AT, { modules }), error)).toThrow(
      /It was taken with .*ReJSON.*It may be intact/i,
    );
    expect(() => requireLoadedModules(someBackup('a', AT), error)).not.toThrow();
  });

  test('verificationFailure › says why, and what not to do', () => {
    const proof = { ...goodVerification, ok: false, message: 'Its checksum differs.' };
    const failure = verificationFailure(someBackup('nightly', AT, { proof }));
    expect(failure).toMatchObject({ code: 'BACKUP_DAMAGED', data: { name: 'nightly' } });
    expect(failure.message).toBe(
      'The backup "nightly" of main failed verification: Its checksum differs. Do not rely on it. Take another backup.',
    );
  });
});

describe('files for a scratch server', () => {
  test('layOut › a snapshot › is linked, not copied, with the databases that it needs', async () => {
    const folder = newFolder();
    const databases = [{ index: 1500, keys: 1, expires: 0 }];
    const backup = await keep(folder, 'nightly', rdb(1), { databases });
    const work = temporaryFolder();
    const copy = await layOut(dataPath(folder, backup), backup, work, keptContext());
    expect(copy).toMatchObject({ useAof: false, names: { databases: 1501 } });
    expect(statSync(join(work, copy.names.rdb)).ino).toBe(statSync(dataPath(folder, backup)).ino);
  });

  test.each([
    [{}, null, 1024],
    [{ databases: '16' }, null, 16],
    [{ databases: '16' }, [{ index: 20, keys: 1, expires: 0 }], 21],
  ])('layOut › settings %j, databases %j › %i databases', async (settings, databases, count) => {
    const folder = newFolder();
    const backup = await keep(folder, 'nightly', rdb(1), { settings, databases });
    const copy = await layOut(dataPath(folder, backup), backup, temporaryFolder(), keptContext());
    expect(copy.names.databases).toBe(count);
  });

  test('layOut › the AOF of an archive › is unpacked under its name', async () => {
    const { deps } = newDeps();
    const folder = newFolder();
    const backup = await keepArchive(folder, { name: 'backup/my.aof', data: AOF }, { name: 'dump.rdb', data: rdb(1) });
    const decided = await decideData(deps, folder, backup, 'aof', keptContext());
    const work = temporaryFolder();
    const copy = await layOut(dataPath(folder, decided), decided, work, keptContext());
    expect(copy.useAof).toBe(true);
    expect(readFileSync(join(work, copy.names.aofFolder, copy.names.aof), 'utf8')).toBe(AOF);
    expect(existsSync(join(work, 'dump.rdb'))).toBe(false);
  });

  test('layOut › an archive without a choice › an error, not a guess', async () => {
    const folder = newFolder();
    const backup = await keepArchive(folder, { name: 'dump.rdb', data: rdb(1) });
    await expect(layOut(dataPath(folder, backup), backup, temporaryFolder(), keptContext())).rejects.toThrow(
      'no data set was chosen',
    );
  });
});

describe('verification that cannot begin', () => {
  test('verifyBackup › data of a future Redis › may be intact, so no result is recorded', async () => {
    const { deps, changes } = newDeps();
    const folder = newFolder();
    await keep(folder, 'nightly', rdbFile('REDIS0099', aux('redis-ver', '99.0.0')));
    await expect(verifyBackup(deps, folder, 'nightly', keptContext())).rejects.toMatchObject({
      code: 'BACKUP_UNSUITABLE',
      message: expect.stringMatching(/Redis 99\.0\.0 wrote it in RDB version 99.*It may be intact/),
    });
    expect(findBackup(folder, 'nightly').proofs).toEqual([]);
    expect(changes).toEqual([]);
  });

  test('verifyBackup › a backup that does not exist › NOT_FOUND', async () => {
    const { deps } = newDeps();
    await expect(verifyBackup(deps, newFolder(), 'nothing', keptContext())).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
