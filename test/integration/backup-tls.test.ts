import { execFile } from 'node:child_process';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, type TestContext } from 'vitest';
import { redisCli as redisCliLine } from '../../shared/connection/snippets.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { type BackupHome, useBackupHome } from '../support/backup-home.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';

const runtimes: readonly (readonly [RuntimeKind, readonly Need[]])[] = [
  ['process', ['redis', 'posix']],
  ['docker', ['redis', 'docker', 'linux']],
];

/** Gives main its own certificate and only a TLS port. */
async function useOnlyTls({ home, services, done }: BackupHome, runtime: RuntimeKind): Promise<readonly string[]> {
  const config = join(home.path, 'redis/config');
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => join(config, name)) as [string, string];
  const subject = ['-subj', '/CN=another host', '-days', '2'];
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...['-keyout', key, '-out', cert, ...subject],
  ]);
  await done(services.instances.stop('main'));
  const file = join(config, 'redis.conf');
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^port .*/m, 'port 0'));
  const there = runtime === 'docker' ? '/usr/local/etc/redis' : config;
  const port = runtime === 'docker' ? 6379 : home.port;
  const lines = [`tls-port ${port}`, `tls-cert-file ${there}/cert.pem`, `tls-key-file ${there}/key.pem`];
  await appendFile(file, `${[...lines, `tls-ca-cert-file ${there}/cert.pem`].join('\n')}\n`);
  await done(services.instances.start('main'));
  return ['--tls', '--insecure', '--cert', cert, '--key', key];
}

async function needTls(context: TestContext): Promise<void> {
  const openssl = await runProgram('openssl', ['version']).catch(() => null);
  if (openssl?.code !== 0) context.skip('no openssl here to make a certificate with');
  const tried = await runProgram('redis-server', ['--port', '0', '--tls-port', '1', '--dir', tmpdir()]).catch(
    () => null,
  );
  if (!tried || /Bad directive|wrong number of arguments/i.test(tried.stdout))
    context.skip('this redis-server was built without TLS');
}

for (const [runtime, needs] of runtimes) {
  describeNeeding(needs, `a server with only a TLS port, in the ${runtime} runtime`, () => {
    it('start, backup, flush, restore and benchmark › work as for any other server', async (context) => {
      await needTls(context);
      const main = await useBackupHome({ runtime, mode: 'both' });
      const { home, services, backUp, restore, done } = main;
      const tls = await useOnlyTls(main, runtime);
      expect(await redisCli(home.port, ...tls, 'set', 'k', 'v')).toBe('OK');
      expect(await services.instances.status('main')).toMatchObject({
        state: 'running',
        url: `rediss://localhost:${home.port}`,
        databases: [{ index: 0, keys: 1 }],
      });
      const reached = await services.instances.connection('main', { reveal: true });
      expect(reached).toMatchObject({
        url: `rediss://localhost:${home.port}`,
        tls: { ca: join(home.path, 'redis/config/cert.pem') },
      });
      // The copied command runs unchanged.
      const pasted = await promisify(execFile)('sh', ['-c', `${redisCliLine(reached)} get k`]);
      expect(pasted.stdout.trim()).toBe('v');
      const load = { id: 'main', live: true, requests: 200, clients: 2, pipeline: 1 };
      const measured = await done(services.benchmarks.run({ ...load, tests: ['ping', 'set'] }));
      expect(measured).toMatchObject({ tool: 'redis-benchmark', tests: [{ name: 'PING' }, { name: 'SET' }] });
      expect(await backUp('one')).toMatchObject({ keys: 1, proof: { ok: true, compared: 1 } });
      expect(await done(services.backups.flush('main', 'all'))).toMatchObject({ removedKeys: 1 });
      expect(await restore('one')).toMatchObject({ keys: 1 });
      expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
      await done(services.backups.undo('main'));
      expect(await redisCli(home.port, ...tls, 'dbsize')).toBe('0');
    });
  });
}
