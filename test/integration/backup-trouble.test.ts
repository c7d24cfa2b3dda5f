import { spawn } from 'node:child_process';
import {
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { endChild, track } from '../support/children.ts';
import { fillDataset, readDataset } from '../support/dataset.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { thorough } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** Restores a backup that must be refused, and checks that nothing changed. */
async function refuses({ home, services, data, restore }: BackupHome, name: string, code: string): Promise<void> {
  const [before, files, since] = [
    await readDataset(home.port),
    await readdir(data),
    await redisCli(home.port, 'info', 'server'),
  ];
  await expect(restore(name)).rejects.toMatchObject({ code });
  expect(await readDataset(home.port)).toEqual(before);
  expect(await readdir(data)).toEqual(files);
  // The same process: it was not restarted.
  expect(/run_id:(\w+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1]).toBe(/run_id:(\w+)/.exec(since)?.[1]);
  expect((await services.instances.status('main')).state).toBe('running');
}

async function flipByte(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([byte.readUInt8(0) ^ (1 << (at % 8))]), 0, 1, at);
  await file.close();
}

describeNeeding(['redis', 'posix'], 'backups › failures', () => {
  it('a taken or unknown name › refused', async () => {
    const { services, backUp, done } = await useBackupHome();
    await backUp('taken', { verify: false });
    await expect(backUp('taken')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(done(services.backups.restore('main', 'never'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(done(services.backups.verify('main', 'never'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(services.backups.remove('main', 'never')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(done(services.backups.undo('main'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a flipped byte, a truncated file, an HTML page and a future version › each is refused', async () => {
    const home = await useBackupHome();
    const { backups, backUp, services } = home;
    await fillDataset(home.home.port, 500);
    await backUp('good');
    for (const name of ['flipped', 'cut', 'newer', 'bare'])
      await copyFile(join(backups, 'good.rdb'), join(backups, `${name}.rdb`));
    await copyFile(join(backups, 'good.info'), join(backups, 'flipped.info'));
    await flipByte(join(backups, 'flipped.rdb'), 1000);
    await flipByte(join(backups, 'bare.rdb'), 1000);
    await truncate(join(backups, 'cut.rdb'), 2000);
    await writeFile(join(backups, 'page.rdb'), '<!doctype html><title>404</title>');
    const newer = await open(join(backups, 'newer.rdb'), 'r+');
    await newer.write('REDIS0099', 0);
    await newer.close();
    for (const name of ['flipped', 'bare', 'cut', 'page']) await refuses(home, name, 'BACKUP_DAMAGED');
    // Not called damaged: a newer Redis may be able to load it.
    await refuses(home, 'newer', 'BACKUP_UNSUITABLE');
    await expect(home.done(services.backups.verify('main', 'newer'))).rejects.toMatchObject({
      code: 'BACKUP_UNSUITABLE',
      message: expect.stringContaining('RDB version 99'),
    });
    expect(await services.backups.get('main', 'newer')).toMatchObject({ damaged: false, proof: null });
    const listed = await services.backups.list('main');
    expect(listed.find(({ name }) => name === 'page')).toMatchObject({
      damaged: true,
      damage: 'its file page.rdb is not a Redis snapshot',
    });
    await expect(home.done(services.backups.verify('main', 'flipped'))).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
    });
    expect((await services.backups.get('main', 'flipped')).proof).toMatchObject({ ok: false });
  });

  const flips = thorough ? 200 : 20;
  it(`${flips} dumps with one random flipped bit › each is found`, async () => {
    const { backups, backUp, home, restore } = await useBackupHome();
    await fillDataset(home.port, 300);
    const before = await readDataset(home.port);
    const { sizeBytes } = await backUp('good', { verify: false });
    const good = await readFile(join(backups, 'good.rdb'));
    for (let flip = 0; flip < flips; flip++) {
      const bit = Math.floor(Math.random() * sizeBytes * 8);
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      // Without its manifest, and so without the checksum that would show the change.
      await writeFile(join(backups, 'bad.rdb'), bad);
      await expect(restore('bad'), `bit ${bit} of ${sizeBytes * 8}`).rejects.toMatchObject({
        // A flipped digit of the RDB version makes the file look newer.
        code: bit >> 3 >= 5 && bit >> 3 < 9 ? expect.stringMatching(/^BACKUP_(DAMAGED|UNSUITABLE)$/) : 'BACKUP_DAMAGED',
      });
    }
    expect(await readDataset(home.port)).toEqual(before);
  });

  it('a second backup, or a restore, during a backup › refused with the running operation', async () => {
    const { services, home, done } = await useBackupHome();
    // Slow enough that it still runs when the others come.
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '20000');
    await fillDataset(home.port, 300);
    const first = services.backups.create({ instance: 'main', name: 'first', kind: 'snapshot', verify: false });
    await first;
    const busy = { code: 'BUSY', data: { operation: 'backup' } };
    await expect(services.backups.create({ instance: 'main', kind: 'snapshot', verify: false })).rejects.toMatchObject(
      busy,
    );
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '0');
    await done(first);
    const again = services.backups.create({ instance: 'main', name: 'again', kind: 'snapshot', verify: false });
    await again;
    await expect(services.backups.restore('main', 'first')).rejects.toMatchObject(busy);
    await done(again);
  });

  it('other saves on a busy server › are awaited, and never taken for our save', async () => {
    const { home, backUp } = await useBackupHome();
    await fillDataset(home.port, 1000);
    const [writer, saver] = [new Redis(home.port, '127.0.0.1'), new Redis(home.port, '127.0.0.1')];
    let stop = false;
    const writing = (async () => {
      for (let number = 0; !stop; number++) await writer.set(`more:${number}`, number);
    })();
    const saving = (async () => {
      while (!stop) {
        await saver.bgsave().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
      }
    })();
    try {
      for (let taken = 0; taken < 10; taken++) {
        const { proof, keys } = await backUp(`while-${taken}`);
        // The dump of another save would have more or fewer keys than were counted at the moment of ours.
        expect(proof).toMatchObject({ ok: true, keys });
      }
    } finally {
      stop = true;
      await Promise.all([writing, saving]);
      writer.disconnect();
      saver.disconnect();
    }
  });

  it('writes before a restore › all acknowledged writes are back after its undo', async () => {
    const { home, services, backUp, restore, done } = await useBackupHome();
    await fillDataset(home.port, 500);
    await backUp('before', { verify: false });
    const writer = new Redis(home.port, '127.0.0.1', { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    writer.on('error', () => undefined);
    onTestFinished(() => writer.disconnect());
    let acknowledged = -1;
    const writing = (async () => {
      for (let number = 0; ; number++) {
        await writer.set('counter', number);
        acknowledged = number;
      }
    })().catch(() => undefined);
    await waitFor('some writes', () => acknowledged > 100);
    await restore('before');
    await writing;
    expect(await redisCli(home.port, 'exists', 'counter')).toBe('0');
    await done(services.backups.undo('main'));
    // The last write may have succeeded although its reply was lost.
    expect([acknowledged, acknowledged + 1]).toContain(Number(await redisCli(home.port, 'get', 'counter')));
  });

  it('a server that cannot save › fails with the reason and leaves no backup', async () => {
    const { home, data, services, backUp } = await useBackupHome();
    await redisCli(home.port, 'set', 'k', 'v');
    // A folder at the dump's path, because root can write anywhere else.
    await rm(join(data, 'dump.rdb'), { force: true });
    await mkdir(join(data, 'dump.rdb', 'x'), { recursive: true });
    await expect(backUp('no')).rejects.toMatchObject({
      code: 'SAVE_FAILED',
      message: expect.stringContaining('refuses writes'),
    });
    expect(await services.backups.list('main')).toEqual([]);
    expect(await readdir(join(home.path, 'redis/backups'))).toEqual([]);
  });

  it('a server that is still loading › the backup waits until it is ready', async () => {
    const { home, services, done, restore } = await useBackupHome();
    await fillDataset(home.port, 300);
    const before = await readDataset(home.port);
    await done(services.instances.stop('main'));
    const conf = join(home.path, 'redis/config/redis.conf');
    const text = await readFile(conf, 'utf8');
    // 50 ms per key, with replies in between, until the backup waits.
    await writeFile(conf, `${text}\nkey-load-delay 50000\nloading-process-events-interval-bytes 1024\n`);
    const starting = services.instances.start('main');
    await starting;
    const loads = async () => /loading:1/.test(await redisCli(home.port, 'info', 'persistence'));
    await waitFor('main to load', loads, { everyMs: 2 });
    // Started by hand, so that no operation holds the lock of the instance.
    services.operations.cancel((await starting).id);
    await done(starting).catch(() => undefined);
    const process = spawn('redis-server', [conf], { stdio: 'ignore' });
    track(process, 'main, started by hand');
    onTestFinished(() => endChild(process, 'SIGKILL'));
    await waitFor('main to load', loads, { everyMs: 2 });
    const begun = services.backups.create({ instance: 'main', name: 'early', kind: 'snapshot', verify: false });
    const { id } = await begun;
    const says = () => services.operations.get(id).log.map((line) => line.text);
    await waitFor('the backup to wait', async () => says().includes('Waiting until the data is loaded.'));
    await redisCli(home.port, 'config', 'set', 'key-load-delay', '0');
    expect(await done(begun)).toMatchObject({ keys: before.size, countsExact: true });
    await writeFile(conf, text);
    await redisCli(home.port, 'flushall');
    expect(await restore('early')).toMatchObject({ keys: before.size });
    expect(await readDataset(home.port)).toEqual(before);
  });

  it('a cancelled backup › leaves no files', async () => {
    const { home, services, done } = await useBackupHome();
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '20000');
    await fillDataset(home.port, 300);
    const begun = services.backups.create({ instance: 'main', name: 'cut', kind: 'snapshot', verify: false });
    services.operations.cancel((await begun).id);
    await expect(done(begun)).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(join(home.path, 'redis/backups'))).toEqual([]);
    await redisCli(home.port, 'config', 'set', 'rdb-key-save-delay', '0');
  });

  it('keys in a database that the target does not have › refused before anything changes', async () => {
    const home = await useBackupHome();
    await redisCli(home.home.port, '-n', '12', 'set', 'k', 'v');
    await home.backUp('wide', { verify: false });
    await home.done(home.services.instances.stop('main'));
    const conf = join(home.home.path, 'redis/config/redis.conf');
    await startWithFourDatabases(home, conf);
    await refuses(home, 'wide', 'BACKUP_UNSUITABLE');
  });

  it('keys that have expired since › the verification and the restore count them', async () => {
    const { home, services, backUp, restore, done } = await useBackupHome();
    await redisCli(home.port, 'set', 'stays', '1');
    // A slow machine may need longer than their life for a backup.
    let taken = 0;
    for (let lifeMs = 1500; taken < 6 && lifeMs < 60_000; lifeMs *= 2) {
      const life = ['PX', String(lifeMs)];
      for (let number = 0; number < 5; number++) await redisCli(home.port, 'set', `goes:${number}`, '1', ...life);
      if (taken > 0) await services.backups.remove('main', 'soon');
      taken = (await backUp('soon')).keys ?? 0;
    }
    expect(taken).toBe(6);
    await waitFor('the keys to expire', async () => (await redisCli(home.port, 'dbsize')) === '1');
    await done(services.backups.verify('main', 'soon'));
    expect((await services.backups.get('main', 'soon')).proof).toMatchObject({ ok: true, keys: 6, expiredSince: 5 });
    expect(await restore('soon')).toMatchObject({ keys: 1, expiredSince: 5 });
  });

  it('a pair of the old scripts, an added file and a deleted file › the list shows each', async () => {
    const { home, backups, services, backUp, restore } = await useBackupHome();
    await fillDataset(home.port, 200);
    const before = await readDataset(home.port);
    await backUp('ours', { verify: false });
    await copyFile(join(backups, 'ours.rdb'), join(backups, 'redis-backup-20240102-030405.rdb'));
    const info = {
      name: 'redis-backup-20240102-030405',
      created: '2024-01-02T03:04:05+00:00',
      redis_version: '7.0.15',
      redis_config: { port: '6380', databases: '16', max_memory: '2gb', persistence: 'rdb' },
    };
    await writeFile(join(backups, `${info.name}.info`), JSON.stringify(info));
    await copyFile(join(backups, 'ours.rdb'), join(backups, 'dropped.rdb'));
    await utimes(join(backups, 'dropped.rdb'), new Date(), new Date('2025-01-01'));
    await rm(join(backups, 'ours.rdb'));
    await writeFile(join(backups, '.part-123'), 'half');
    await writeFile(join(backups, 'odd.info'), '{');
    expect(await services.backups.list('main')).toMatchObject([
      { name: 'odd', damaged: true },
      { name: 'ours', damaged: true, damage: 'its file ours.rdb is missing' },
      { name: 'dropped', damaged: false, reason: 'imported', createdAt: '2025-01-01T00:00:00.000Z' },
      { name: info.name, damaged: false, createdAt: '2024-01-02T03:04:05.000Z', redisVersion: '7.0.15' },
    ]);
    await redisCli(home.port, 'flushall');
    expect(await restore(info.name)).toMatchObject({ keys: before.size });
    expect(await readDataset(home.port)).toEqual(before);
  });

  it('cleanup-backups with 30 days › deletes exactly the older ones, whichever date was changed', async () => {
    const { home, backups, services, backUp } = await useBackupHome();
    for (const name of ['fresh', 'aged', 'changed', 'pinned', 'verified'])
      await backUp(name, { verify: name === 'verified' });
    await services.backups.change('main', 'pinned', { pinned: true });
    const age = async (name: string, key: string, days: number) => {
      const path = join(backups, `${name}.info`);
      const at = new Date(Date.now() - days * 86_400_000).toISOString();
      const text = await readFile(path, 'utf8');
      await writeFile(path, text.replace(new RegExp(`"${key}": "[^"]+"`), `"${key}": "${at}"`));
    };
    await age('aged', 'createdAt', 31);
    // The key that the old scripts used.
    await age('changed', 'created', 400);
    await age('pinned', 'createdAt', 50);
    await age('verified', 'createdAt', 60);
    await age('fresh', 'createdAt', 29);
    const cleanup = ['--action', 'cleanup-backups', '--days', '30', '--json'];
    const would = await runInProcess([...cleanup, '--dry-run'], home.env);
    const did = await runInProcess(cleanup, home.env);
    expect(did.json()).toEqual(would.json());
    expect(did.json()).toMatchObject({ removed: ['aged', 'changed'], kept: ['fresh', 'pinned', 'verified'] });
    expect((await readdir(backups)).sort()).toEqual(
      ['fresh', 'pinned', 'verified'].flatMap((name) => [`${name}.info`, `${name}.rdb`]),
    );
  });

  it('export onto an existing path › replaces a file only with confirmation, and never a folder', async () => {
    const { home, services, backUp, done } = await useBackupHome();
    await backUp('out', { verify: false });
    const place = (name: string) => join(home.path, name);
    await writeFile(place('there'), 'precious');
    await symlink('there', place('link'));
    await mkdir(place('folder/out.redis-backup'), { recursive: true });
    const line = (file: string) => ['--action', 'export-backup', '--backup-name', 'out', '--file', place(file)];
    const refused = await runInProcess(line('there'), home.env);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`replaces the file ${place('there')}`) });
    expect(await readFile(place('there'), 'utf8')).toBe('precious');
    expect((await runInProcess([...line('there'), '--yes', 'yes'], home.env)).code).toBe(0);
    const written = await readFile(place('there'));
    expect(written.length).toBeGreaterThan(100);

    await writeFile(place('there'), 'precious');
    await done(services.backups.export('main', 'out', place('link'), true));
    expect((await lstat(place('link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(place('there'))).toEqual(written);
    await expect(services.backups.export('main', 'out', place('folder'), true)).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringContaining('not a regular file'),
    });
  });

  it('export and import › the same backup, and a changed export is refused', async () => {
    const { home, backups, services, backUp, restore, done } = await useBackupHome();
    await fillDataset(home.port, 200);
    const before = await readDataset(home.port);
    for (const kind of ['snapshot', 'archive'] as const) {
      const taken = await backUp(`out-${kind}`, { kind });
      const file = join(home.path, `${kind}.redis-backup`);
      await done(services.backups.export('main', `out-${kind}`, file));
      await expect(done(services.backups.export('main', `out-${kind}`, file))).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      const imported = await done(services.backups.import('main', file, `in-${kind}`));
      expect(imported).toMatchObject({
        reason: 'imported',
        sha256: taken.sha256,
        keys: taken.keys,
        proof: { ok: true },
      });
      await redisCli(home.port, 'flushall');
      await restore(`in-${kind}`);
      expect(await readDataset(home.port)).toEqual(before);
      await flipByte(file, taken.sizeBytes);
      await expect(done(services.backups.import('main', file))).rejects.toMatchObject({ code: 'BACKUP_DAMAGED' });
    }
    await expect(
      done(services.backups.import('main', join(home.path, 'redis/config/redis.conf'))),
    ).rejects.toMatchObject({
      code: 'BACKUP_DAMAGED',
    });
    expect((await readdir(backups)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

/** Starts main with four databases and without data. */
async function startWithFourDatabases({ services, done, data }: BackupHome, conf: string): Promise<void> {
  const text = await readFile(conf, 'utf8');
  await writeFile(conf, text.replace(/^databases .*/m, 'databases 4'));
  await rm(join(data, 'dump.rdb'), { force: true });
  await done(services.instances.start('main'));
}
