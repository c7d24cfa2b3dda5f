import { spawn } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { createConnection, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { InstanceStatus } from '../../shared/contract/instance.ts';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { runProgram } from '../support/run-program.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('B6', 'a server that is alive and refuses us', (runtime) => {
  const confOf = ({ home }: BackupHome) => join(home.path, 'redis/config/redis.conf');
  const status = ({ services }: BackupHome) => services.instances.status('main');
  const restart = async ({ services, done }: BackupHome) => done(services.instances.restart('main'));
  const expectProblem = (now: InstanceStatus, code: string, sentence: RegExp) => {
    expect(now).toMatchObject({ state: 'unhealthy', problem: { code } });
    expect(now.problem?.message).toMatch(sentence);
  };

  it('status › requirepass set by hand › requires a password, immediately', async () => {
    const opened = await useBackupHome({ runtime });
    await redisCli(opened.home.port, 'config', 'set', 'requirepass', 'by-hand');
    await redisCli(
      opened.home.port,
      '-a',
      'by-hand',
      '--no-auth-warning',
      'client',
      'kill',
      'type',
      'normal',
      'skipme',
      'yes',
    );
    expectProblem(await status(opened), 'PASSWORD_REQUIRED', /requires a password, and redis\.conf has none/);
    await expect(
      opened.done(opened.services.backups.create({ instance: 'main', name: 'b', kind: 'snapshot', verify: false })),
    ).rejects.toThrow(/requires a password/);
  });

  it('start and status › ACL without INFO › starts within seconds and names the ACL', async () => {
    const opened = await useBackupHome({ runtime });
    await appendFile(confOf(opened), '\nuser default on nopass ~* &* +@all -info\n');
    const began = Date.now();
    await restart(opened);
    // Well before the time limit of a start.
    expect(Date.now() - began).toBeLessThan(30_000);
    expectProblem(await status(opened), 'NO_PERMISSION', /ACL.*NOPERM/);
    await opened.done(opened.services.instances.stop('main'));
    expect(await status(opened)).toMatchObject({ state: 'stopped' });
  });

  it('status › maxclients reached › says that, not "loading"', async () => {
    const opened = await useBackupHome({ runtime });
    const { port } = opened.home;
    await redisCli(port, 'config', 'set', 'maxclients', '2');
    const sockets: Socket[] = [];
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await redisCli(port, 'client', 'kill', 'type', 'normal', 'skipme', 'yes');
    for (let index = 0; index < 2; index++) {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      sockets.push(socket);
    }
    expectProblem(await status(opened), 'TOO_MANY_CLIENTS', /maxclients/);
  });

  it('everything › commands are renamed in redis.conf › the new names are used', async () => {
    const opened = await useBackupHome({ runtime });
    const renamed = {
      INFO: 'my-info',
      CONFIG: 'my-config',
      BGSAVE: 'my-bgsave',
      FLUSHALL: 'my-flushall',
      FLUSHDB: 'my-flushdb',
      CLIENT: 'my-client',
    };
    const lines = Object.entries(renamed).map(([from, to]) => `rename-command ${from} ${to}`);
    await appendFile(confOf(opened), `\n${lines.join('\n')}\n`);
    await restart(opened);
    await redisCli(opened.home.port, 'mset', 'a', '1', 'b', '2');
    expect(await status(opened)).toMatchObject({ state: 'running', problem: null, persistence: { mode: 'rdb' } });
    expect(await opened.backUp('renamed')).toMatchObject({ keys: 2, proof: { ok: true } });
    const { services } = opened;
    expect(await opened.done(services.backups.flush('main', 'all'))).toMatchObject({ removedKeys: 2 });
    expect(await redisCli(opened.home.port, 'dbsize')).toBe('0');
    await opened.restore('renamed');
    expect(await redisCli(opened.home.port, 'dbsize')).toBe('2');
  });

  it('status, config and backup › commands are disabled › the missing one is named', async () => {
    const opened = await useBackupHome({ runtime });
    await appendFile(confOf(opened), '\nrename-command BGSAVE ""\nrename-command CONFIG ""\n');
    await restart(opened);
    expect(await status(opened)).toMatchObject({ state: 'running' });
    await expect(opened.backUp('none')).rejects.toThrow(
      /command BGSAVE, which "rename-command" in redis\.conf disables/,
    );
    await appendFile(confOf(opened), '\nrename-command INFO ""\n');
    await restart(opened);
    expectProblem(await status(opened), 'COMMAND_UNAVAILABLE', /command INFO/);
  });

  it('status, backup and flush › rename-command in an included file › the new names are used', async () => {
    const opened = await useBackupHome({ runtime });
    const folder = join(opened.home.path, 'redis/config');
    await writeFile(join(folder, 'names.conf'), 'rename-command INFO my-info\nrename-command FLUSHALL my-flushall\n');
    const included = runtime === 'docker' ? '/usr/local/etc/redis' : folder;
    await appendFile(confOf(opened), `\ninclude ${included}/names.conf\n`);
    await restart(opened);
    await redisCli(opened.home.port, 'mset', 'a', '1', 'b', '2');
    expect(await status(opened)).toMatchObject({ state: 'running', problem: null });
    expect(await opened.backUp('included')).toMatchObject({ keys: 2, proof: { ok: true } });
    const flushed = opened.done(opened.services.backups.flush('main', 'all'));
    expect(await flushed).toMatchObject({ removedKeys: 2 });
  });

  it('cli and benchmark › renamed and disabled commands › each is used by its name or named', async () => {
    const opened = await useBackupHome({ runtime });
    const lines = ['CONFIG my-config', 'SELECT my-select', 'SET my-set', 'INCR ""'].map(
      (line) => `rename-command ${line}`,
    );
    await appendFile(confOf(opened), `\n${lines.join('\n')}\n`);
    await restart(opened);
    const cli = (...args: string[]) => runInProcess(['--action', 'cli', ...args], opened.home.env);
    const config = await cli('--', 'CONFIG', 'GET', 'save');
    expect(config).toMatchObject({ code: 1 });
    expect(config.stderr).toContain(
      'needs the command CONFIG, which "rename-command" in redis.conf renames to my-config',
    );
    const select = await cli('--database', '3', '--', 'DBSIZE');
    expect(select).toMatchObject({ code: 1 });
    expect(select.stderr).toContain('cli needs the command SELECT');
    expect(await cli('--', 'DBSIZE')).toMatchObject({ code: 0 });
    const load = { id: 'main', live: true, database: 0, requests: 100, clients: 2, pipeline: 1 };
    const measured = await opened.done(opened.services.benchmarks.run({ ...load, tests: ['set', 'incr'] }));
    expect(measured).toMatchObject({
      tests: [{ name: 'SET' }],
      notes: expect.arrayContaining(['INCR was skipped: "rename-command" in redis.conf disables it.']),
    });
    await expect(opened.services.benchmarks.run({ ...load, database: 3, tests: ['ping'] })).rejects.toThrow(
      /The benchmark needs the command SELECT/,
    );
  });

  if (runtime === 'process') {
    it('start and status › listens only on ::1 › connects there', async () => {
      const opened = await useBackupHome({ runtime });
      const conf = await readFile(confOf(opened), 'utf8');
      await writeFile(confOf(opened), conf.replace(/^bind .*$/m, 'bind ::1'));
      await restart(opened);
      expect(await status(opened)).toMatchObject({ state: 'running', host: '::1' });
      const { stdout } = await runProgram('redis-cli', ['-h', '::1', '-p', String(opened.home.port), 'ping']);
      expect(stdout.trim()).toBe('PONG');
      expect(await opened.backUp('over-v6')).toMatchObject({ proof: { ok: true } });
    });

    it('start › renamed INFO that redis.conf does not name › names the command and does not wait', async () => {
      const opened = await useBackupHome({ runtime });
      await opened.done(opened.services.instances.stop('main'));
      const { port } = opened.home;
      // Started by hand, with arguments that are in no file.
      const child = spawn('redis-server', [confOf(opened), '--rename-command', 'INFO', 'elsewhere'], {
        stdio: 'ignore',
      });
      onTestFinished(() => {
        child.kill('SIGKILL');
      });
      await expect.poll(async () => redisCli(port, 'ping').catch(() => '')).toBe('PONG');
      const now = await status(opened);
      expect(now.state).not.toBe('starting');
    });
  }
});
