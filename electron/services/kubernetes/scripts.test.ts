import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type BareRedis, bareRedis } from '../../../test/support/bare-redis.ts';
import { endChild, track } from '../../../test/support/children.ts';
import { describeNeeding } from '../../../test/support/needs.ts';
import { freePort } from '../../../test/support/ports.ts';
import { redisCli } from '../../../test/support/redis-cli.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { directiveArgs, parseRedisConf } from '../redis/conf/redis-conf.ts';
import { POD, podConf } from './pod-conf.ts';
import { ALIVE_SCRIPT, backupScript, PLACEHOLDER, READY_SCRIPT, startScript } from './scripts.ts';

const run = promisify(execFile);

/** Runs a script with one password, as the pods do. @returns its output, or its error with `code` and `stderr` */
const sh = (script: string, password: string, env: Readonly<Record<string, string>> = {}) =>
  run('sh', ['-c', script], { env: { PATH: process.env.PATH, REDISCLI_AUTH: password, ...env }, timeout: 30_000 });

/** A redis-server that prints the file that it was given. */
function fakeServer(): { readonly path: string; readonly conf: string; readonly auth: string } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/redis-server'), '#!/bin/sh\necho "started with $*"\n');
  chmodSync(join(folder, 'bin/redis-server'), 0o755);
  return {
    path: `${join(folder, 'bin')}:${process.env.PATH}`,
    conf: join(folder, 'redis.conf'),
    auth: join(folder, 'auth.conf'),
  };
}

describeNeeding(['posix'], 'start of the pod', () => {
  test.each(['secret', `p'a"s\\s w/o@r:d#$HOME \`x\` &é`, '&', '\\', '"', '%s %d', '-n'])(
    'password %s › written for Redis, readable by nobody else, in no argument',
    async (password) => {
      const { path, conf, auth } = fakeServer();
      const { stdout } = await sh(startScript('redis-x-auth', { conf, auth }), password, { PATH: path });
      expect(stdout).toBe(`started with ${conf}\n`);
      expect(directiveArgs(parseRedisConf(readFileSync(auth, 'utf8')), 'requirepass')).toEqual([password]);
      expect(statSync(auth).mode & 0o777).toBe(0o600);
    },
  );

  test.each(['', PLACEHOLDER])('password "%s" › refuses to start, and names the Secret', async (password) => {
    const { path, conf, auth } = fakeServer();
    const ended = sh(startScript('redis-x-auth', { conf, auth }), password, { PATH: path });
    await expect(ended).rejects.toMatchObject({
      code: 1,
      stderr: 'Set the key password of the Secret redis-x-auth first, then delete this pod.\n',
    });
  });
});

describeNeeding(['redis', 'posix'], 'probes and backups against a real server', () => {
  const PASSWORD = `a"b'c\\d`;
  let redis: BareRedis;
  const at = (script: string) => script.replaceAll('-p 6379', `-p ${redis.port}`);

  beforeAll(async () => {
    redis = await bareRedis('--requirepass', PASSWORD, '--repl-diskless-sync-delay', '0');
    await redisCli(redis.port, '--no-auth-warning', '-a', PASSWORD, 'set', 'k', 'v');
  });
  afterAll(() => redis.dispose());

  test('probes › pass with the password, fail without it', async () => {
    for (const script of [READY_SCRIPT, ALIVE_SCRIPT]) {
      await expect(sh(at(script), PASSWORD)).resolves.toBeTruthy();
      await expect(sh(at(script), 'wrong')).rejects.toMatchObject({ code: 1 });
    }
  });

  test('probes › a server that cannot save › still passes: a restart would lose its data', async () => {
    const broken = await bareRedis('--requirepass', PASSWORD);
    onTestFinished(broken.dispose);
    const cli = (...args: readonly string[]) => redisCli(broken.port, '--no-auth-warning', '-a', PASSWORD, ...args);
    await cli('config', 'set', 'save', '3600 1');
    rmSync(broken.folder, { recursive: true });
    await cli('bgsave');
    await waitFor('the failed save', async () => (await cli('ping')).startsWith('MISCONF'));
    for (const script of [READY_SCRIPT, ALIVE_SCRIPT])
      await expect(sh(script.replaceAll('6379', String(broken.port)), PASSWORD)).resolves.toBeTruthy();
  });

  test('start › the redis.conf of a pod and a real server › ready, and closed without the password', async () => {
    const folder = temporaryFolder();
    const [conf, auth, port] = [join(folder, 'redis.conf'), join(folder, 'auth.conf'), await freePort()];
    const { text } = podConf(parseRedisConf('maxmemory 64mb\nsave ""\ndir /home/me\nbind 10.1.2.3'));
    const placed = { 'port 6379': `port ${port}`, 'dir /data': `dir ${folder}`, [POD.auth]: auth };
    writeFileSync(
      conf,
      Object.entries(placed).reduce((sum, [from, to]) => sum.replace(from, to), text),
    );
    const env = { PATH: process.env.PATH, REDISCLI_AUTH: PASSWORD };
    const child = spawn('sh', ['-c', startScript('redis-x-auth', { conf, auth })], { env, stdio: 'ignore' });
    track(child, 'redis-server of a pod');
    onTestFinished(() => endChild(child, 'SIGKILL'));
    const ready = READY_SCRIPT.replaceAll('6379', String(port));
    await waitFor('the pod', () =>
      sh(ready, PASSWORD).then(
        () => true,
        () => false,
      ),
    );
    await expect(sh(ready, 'wrong')).rejects.toMatchObject({ code: 1 });
    expect(await redisCli(port, '--no-auth-warning', '-a', PASSWORD, 'config', 'get', 'maxmemory')).toContain(
      '67108864',
    );
  });

  test('backup › a complete dump under its final name; only the newest are kept', async () => {
    const folder = temporaryFolder();
    const old = ['20250101T000000Z', '20250102T000000Z', '20250103T000000Z'].map((time) => `redis-x-${time}.rdb`);
    for (const name of [...old, 'other.rdb', 'redis-x-20250101T000000Z.rdb.part'])
      writeFileSync(join(folder, name), 'old');
    const { stdout } = await sh(
      backupScript('redis-x', { host: '127.0.0.1', port: redis.port, folder, keep: 2 }),
      PASSWORD,
    );
    const saved = /Saved (redis-x-\d{8}T\d{6}Z\.rdb)/.exec(stdout)?.[1] ?? '';
    expect(readdirSync(folder).sort()).toEqual(['other.rdb', old[2], saved].sort());
    expect(readFileSync(join(folder, saved)).toString('latin1', 0, 5)).toBe('REDIS');
    expect(statSync(join(folder, saved)).mode & 0o777).toBe(0o600);
  });

  test('backup with a wrong password › fails, and no file is left or deleted', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'redis-x-20250101T000000Z.rdb'), 'old');
    const script = backupScript('redis-x', { host: '127.0.0.1', port: redis.port, folder, keep: 1 });
    await expect(sh(script, 'wrong')).rejects.toMatchObject({ code: expect.any(Number) });
    expect(readdirSync(folder)).toEqual(['redis-x-20250101T000000Z.rdb']);
  });
});
