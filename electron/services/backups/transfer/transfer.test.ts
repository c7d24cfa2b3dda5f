import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { deadPid } from '../../../../test/support/dead-pid.ts';
import { tarOf } from '../../../../test/support/field-files.ts';
import { rdbFile } from '../../../../test/support/rdb-bytes.ts';
import { someBackup } from '../../../../test/support/some-backup.ts';
import { keptContext, place } from '../../../../test/support/some-instance.ts';
import { keptLog } from '../../../../test/support/some-operations.ts';
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { createTransfers } from '../create-transfers.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { asManifest, findBackup, takenNames, writeManifest } from '../store/backup-folder.ts';
import { exportBackup, exportTarget } from './export-backup.ts';
import { importBackup } from './import-backup.ts';
import { importName, openImport } from './import-source.ts';
import { packBackup } from './pack-backup.ts';

const at = '2026-11-20T10:00:00.000Z';
const rdb = rdbFile('REDIS0011');
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function useBackup(name = 'one', change: Parameters<typeof someBackup>[2] = {}) {
  const folder = { path: join(temporaryFolder(), 'backups'), instance: 'main' };
  mkdirSync(folder.path);
  writeFileSync(join(folder.path, `${name}.rdb`), rdb);
  const backup = someBackup(name, at, { sizeBytes: rdb.length, sha256: sha256(rdb), ...change });
  await writeManifest(folder, name, asManifest(backup));
  return { folder, backup: findBackup(folder, name) };
}

describe('export › target', () => {
  test('a folder › a file with the name of the backup', async () => {
    const { backup } = await useBackup();
    const folder = temporaryFolder();
    expect(await exportTarget(folder, backup, false)).toBe(join(folder, 'one.redis-backup'));
    expect(await exportTarget(join(folder, 'mine.bin'), backup, false)).toBe(join(folder, 'mine.bin'));
  });

  test('an existing file › is replaced only with consent', async () => {
    const { backup } = await useBackup();
    const path = place(join(temporaryFolder(), 'there'), 'old');
    await expect(exportTarget(path, backup, false)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(await exportTarget(path, backup, true)).toBe(path);
  });

  test('a link to a file › its target is replaced', async () => {
    const { backup } = await useBackup();
    const folder = temporaryFolder();
    const real = place(join(folder, 'real'), 'old');
    symlinkSync('real', join(folder, 'link'));
    expect(await exportTarget(join(folder, 'link'), backup, true)).toBe(real);
  });

  test('a link to nothing › is never replaced', async () => {
    const { backup } = await useBackup();
    const folder = temporaryFolder();
    symlinkSync('gone', join(folder, 'link'));
    await expect(exportTarget(join(folder, 'link'), backup, true)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      data: { detail: 'not a regular file' },
    });
  });

  test('a missing folder › NOT_FOUND names the folder', async () => {
    const { backup } = await useBackup();
    const folder = join(temporaryFolder(), 'none');
    await expect(exportTarget(join(folder, 'x'), backup, false)).rejects.toMatchObject({
      data: { what: 'folder', id: folder },
    });
  });
});

describe('export and import', () => {
  const deps = {} as BackupDeps;

  test('an exported backup › comes back with its note, but not with its pin and its verifications', async () => {
    const { folder, backup } = await useBackup('one', {
      note: 'before the move',
      pinned: true,
      settings: { databases: '32' },
    });
    const target = join(temporaryFolder(), 'one.redis-backup');
    const op = keptContext();
    expect(await exportBackup(folder, backup, target, op)).toEqual({
      path: target,
      sizeBytes: readFileSync(target).length,
    });
    expect([op.steps, op.entries]).toEqual([['write-export'], []]);

    const into = { path: join(temporaryFolder(), 'backups'), instance: 'acme' };
    const imported = await importBackup(
      deps,
      { folder: into, from: await openImport(target), name: undefined, choice: null },
      keptContext(),
    );
    expect(imported).toMatchObject({
      ...{ name: 'one', instance: 'acme', note: 'before the move', pinned: false, reason: 'imported', proofs: [] },
      ...{ createdAt: at, sha256: backup.sha256, settings: { databases: '32' } },
    });
    expect(readFileSync(join(into.path, 'one.rdb'))).toEqual(rdb);
    expect(readdirSync(into.path).toSorted()).toEqual(['one.info', 'one.rdb']);
  });

  test('an exported backup that was changed › is rejected by its checksum', async () => {
    const { folder, backup } = await useBackup('one', { sha256: 'a'.repeat(64) });
    const target = join(temporaryFolder(), 'one.redis-backup');
    await exportBackup(folder, backup, target, keptContext());
    const into = { path: join(temporaryFolder(), 'backups'), instance: 'main' };
    const from = await openImport(target);
    await expect(
      importBackup(deps, { folder: into, from, name: undefined, choice: null }, keptContext()),
    ).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
      message: expect.stringContaining('its checksum differs'),
    });
    expect([...takenNames(into)]).toEqual([]);
  });

  test.each([
    ['plain', rdb],
    ['compressed', gzipSync(rdb)],
  ])('a %s RDB › becomes a snapshot, and the original stays', async (_, bytes) => {
    const path = place(join(temporaryFolder(), 'My dump (1).rdb'), bytes);
    const into = { path: join(temporaryFolder(), 'backups'), instance: 'main' };
    const op = keptContext();
    const imported = await importBackup(
      deps,
      { folder: into, from: await openImport(path), name: undefined, choice: null },
      op,
    );
    expect(imported).toMatchObject({
      ...{
        name: 'My-dump-1-',
        kind: 'snapshot',
        keys: 0,
        countsExact: true,
        sha256: sha256(rdb),
        sizeBytes: rdb.length,
      },
      contents: { form: 'rdb', decidedBy: 'only' },
    });
    expect(op.entries).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  test('an AOF › becomes an archive, so that its commands are not lost', async () => {
    const path = place(
      join(temporaryFolder(), 'appendonly.aof'),
      Buffer.concat([rdb, Buffer.from('*1\r\n$4\r\nPING\r\n')]),
    );
    const into = { path: join(temporaryFolder(), 'backups'), instance: 'main' };
    const from = await openImport(path);
    const imported = await importBackup(deps, { folder: into, from, name: 'mine', choice: null }, keptContext());
    expect(imported).toMatchObject({
      name: 'mine',
      kind: 'archive',
      keys: null,
      contents: { form: 'aof', path: 'appendonly.aof' },
    });
  });

  test('the name of the file is taken › a number is added', async () => {
    const { folder } = await useBackup('dump');
    const path = place(join(temporaryFolder(), 'dump.rdb'), rdb);
    const task = { folder, from: await openImport(path), name: undefined, choice: null };
    expect((await importBackup(deps, task, keptContext())).name).toBe('dump-2');
  });

  test('the settings next to the data › their number of databases is kept', async () => {
    const tar = await tarOf([
      { name: 'dump.rdb', data: rdb },
      { name: 'redis.conf', data: 'databases 64\n' },
    ]);
    const path = place(join(temporaryFolder(), 'x.tar'), tar);
    const folder = { path: join(temporaryFolder(), 'backups'), instance: 'main' };
    const task = { folder, from: await openImport(path), name: undefined, choice: null };
    expect(await importBackup(deps, task, keptContext())).toMatchObject({
      kind: 'archive',
      settings: { databases: '64' },
    });
  });
});

describe('packing a backup for a browser', () => {
  const bytesOf = async (stream: Readable) => {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  };

  test('the announced size › is exact', async () => {
    const { folder, backup } = await useBackup();
    let read = 0;
    const packed = await packBackup(folder, backup, (bytes) => (read = bytes));
    expect(packed.fileName).toBe('one.redis-backup');
    expect((await bytesOf(packed.stream)).length).toBe(packed.sizeBytes);
    expect(read).toBe(rdb.length);
  });

  test('a long name › has no announced size, because it needs another header', async () => {
    const { folder, backup } = await useBackup('x'.repeat(99));
    const packed = await packBackup(folder, backup);
    expect(packed.sizeBytes).toBeNull();
    await bytesOf(packed.stream);
  });

  test('a damaged backup › BACKUP_DAMAGED', async () => {
    const { folder, backup } = await useBackup();
    await expect(packBackup(folder, { ...backup, damaged: true, damage: 'it is empty' })).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
    });
  });
});

describe('judging a file by its content', () => {
  const open = (bytes: Buffer | string, name = 'file') => openImport(place(join(temporaryFolder(), name), bytes));

  test.each([
    ['an RDB', rdb, 'data', false],
    ['a compressed RDB', gzipSync(rdb), 'data', true],
    ['an AOF', '*1\r\n$4\r\nPING\r\n', 'data', false],
  ])('%s › %s', async (_, bytes, form, compressed) => {
    expect(await open(bytes)).toMatchObject({ form, compressed });
  });

  test('a tar of the old format › is recognized by its checksum', async () => {
    const tar = await tarOf([{ name: 'dump.rdb', data: rdb }]);
    expect(await open(tar)).toMatchObject({ form: 'tar' });
    const old = Buffer.from(tar);
    old.fill(0, 257, 265);
    old.fill(' ', 148, 156);
    const sum = old.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    old.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(await open(old)).toMatchObject({ form: 'tar' });
  });

  test.each([
    ['28b52ffd', 'Zstandard', 'zstd -d'],
    ['fd377a585a0000', 'xz', 'xz -dk'],
    ['504b0304', 'ZIP', 'unzip'],
    ['425a6839', 'bzip2', 'bzip2 -dk'],
    ['04224d18', 'LZ4', 'lz4 -d'],
    ['377abcaf271c', '7-Zip', '7z x'],
  ])('the signature %s › %s with the command that unpacks it', async (hex, name, command) => {
    await expect(open(Buffer.from(`${hex}0000000000000000`, 'hex'), "it's here")).rejects.toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringMatching(new RegExp(`compressed with ${name}.*${command} '.*it'\\\\''s here'`)),
    });
  });

  test.each([
    ['text', 'hello', 'it is neither an RDB'],
    ['compressed text', gzipSync('hello'), 'its decompressed content is neither an RDB'],
    ['a damaged gzip', Buffer.from('1f8b0800ffffffff', 'hex'), 'cannot be'],
    ['an empty file', '', 'it is neither an RDB'],
  ])('%s › BACKUP_DAMAGED', async (_, bytes, why) => {
    await expect(open(bytes)).rejects.toMatchObject({ code: 'BACKUP_DAMAGED', message: expect.stringContaining(why) });
  });

  test('a folder, and nothing › the reason', async () => {
    const folder = temporaryFolder();
    await expect(openImport(folder)).rejects.toMatchObject({ data: { reason: 'it is not a regular file' } });
    await expect(openImport(join(folder, 'none'), 'dump.rdb')).rejects.toThrow('The file dump.rdb does not exist.');
  });

  test('its description is given › the data next to it', async () => {
    const folder = temporaryFolder();
    place(join(folder, 'one.rdb'), rdb);
    const info = place(join(folder, 'one.info'), `{"created":"${at}"}`);
    expect(await openImport(info)).toMatchObject({
      path: join(folder, 'one.rdb'),
      info: { form: 'scripts', createdAt: at },
    });
  });

  test.each([
    ['/tmp/dump.rdb', 'dump'],
    ['/tmp/My Backup (2).tar.gz', 'My-Backup-2-'],
    ['/tmp/.hidden.rdb', 'hidden'],
    ['/tmp/Ünï.rdb', 'n-'],
    ['/tmp/…​.rdb', 'imported'],
    ['/tmp/x.RDB.GZ', 'x'],
    [`/tmp/${'a'.repeat(200)}.rdb`, 'a'.repeat(90)],
  ])('%s › the name %s', (path, name) => {
    expect(importName(path)).toBe(name);
  });
});

describe('uploads', () => {
  function useTransfers(outcome: () => Promise<unknown> = async () => undefined) {
    const home = temporaryFolder();
    const log = keptLog();
    const imported: string[][] = [];
    const transfers = createTransfers({
      ...{ home, log },
      backups: {
        import: async (instance, path, name, displayName, data) => {
          imported.push([instance, path, name ?? '', displayName ?? '', data ?? '']);
          return { id: 'op-1' } as OperationOf<'import-backup'>;
        },
      },
      operations: { settled: outcome as never },
    });
    onTestFinished(() => transfers.close());
    const send = (name: string, text = 'REDIS', upload?: string) =>
      transfers.receive({
        name,
        sizeBytes: text.length,
        stream: Readable.from([Buffer.from(text)]),
        ...(upload && { upload }),
      });
    return { home, folder: join(home, 'redis/desktop/uploads'), transfers, imported, send };
  }

  test('a dump and its description › one upload; the dump is imported, then both are deleted', async () => {
    const { transfers, folder, imported, send } = useTransfers();
    const id = await send('one.info', '{}');
    expect(await send('one.rdb', 'REDIS', id)).toBe(id);
    await transfers.import('main', id, 'mine');
    expect(imported).toEqual([['main', join(folder, id, 'one.rdb'), 'mine', 'one.rdb', '']]);
    await waitFor('the deletion', () => readdirSync(folder).length === 0);
    await expect(transfers.import('main', id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each(['../x', 'a/b', 'a\\b', '.hidden', '', 'a\u0000b', 'a\nb', 'x'.repeat(300)])(
    'the name %j › BAD_VALUE',
    async (name) => {
      const { send, folder } = useTransfers();
      await expect(send(name)).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'name' } });
      expect(existsSync(folder)).toBe(false);
    },
  );

  test.each([0, -1, 1.5, 300 * 1024 ** 3])('%d bytes › BAD_VALUE', async (sizeBytes) => {
    const { transfers } = useTransfers();
    const file = { name: 'x.rdb', sizeBytes, stream: Readable.from([]) };
    await expect(transfers.receive(file)).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'size' } });
  });

  test('a third file, or the same name twice › BAD_VALUE', async () => {
    const { send } = useTransfers();
    const id = await send('one.rdb');
    await expect(send('one.rdb', 'x', id)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    await send('one.info', 'x', id);
    await expect(send('two.rdb', 'x', id)).rejects.toMatchObject({ code: 'BAD_VALUE' });
  });

  test('more than eight at a time › BAD_VALUE, until one is gone', async () => {
    const { send, transfers } = useTransfers();
    const ids = await Promise.all(Array.from({ length: 8 }, (_, index) => send(`${index}.rdb`)));
    await expect(send('9.rdb')).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'upload' } });
    await transfers.discard(ids[0] ?? '');
    await send('9.rdb');
  });

  test('a connection that breaks › leaves no file and no upload', async () => {
    const { transfers, folder } = useTransfers();
    const stream = new Readable({ read() {} });
    stream.push('REDIS');
    const receiving = transfers.receive({ name: 'x.rdb', sizeBytes: 100, stream });
    stream.destroy(new Error('aborted'));
    await expect(receiving).rejects.toThrow('aborted');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the user must choose a data set › the upload is kept for the second import', async () => {
    const asked = new AppError('CHOICE_NEEDED', 'Choose.', { found: [] });
    const { transfers, folder, imported, send } = useTransfers(() => Promise.reject(asked));
    const id = await send('x.tar.gz');
    await transfers.import('main', id);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(readdirSync(folder)).toEqual([id]);
    await transfers.import('main', id, undefined, 'rdb');
    expect(imported.at(-1)?.at(-1)).toBe('rdb');
  });

  test('no import within a quarter of an hour › the upload is deleted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { transfers, folder, send } = useTransfers();
    const id = await send('x.rdb');
    vi.advanceTimersByTime(16 * 60_000);
    vi.useRealTimers();
    await waitFor('the deletion', () => readdirSync(folder).length === 0);
    await expect(transfers.import('main', id)).rejects.toMatchObject({ data: { what: 'upload' } });
  });

  test('uploads of dead processes › are deleted at the start, those of living ones are kept', async () => {
    const { home, folder } = useTransfers();
    mkdirSync(join(folder, `${deadPid()}-x`), { recursive: true });
    mkdirSync(join(folder, `${process.ppid}-x`), { recursive: true });
    const backups = { import: () => Promise.reject(new Error('unused')) };
    const transfers = createTransfers({
      home,
      backups,
      operations: { settled: async () => ({}) as never },
      log: keptLog(),
    });
    await transfers.close();
    expect(readdirSync(folder)).toEqual([`${process.ppid}-x`]);
  });
});
