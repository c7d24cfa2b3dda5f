import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished, type TestContext } from 'vitest';
import { findProgram } from '../../electron/services/runtimes/process/program.ts';
import { benchmarkResult } from '../../shared/contract/benchmark.ts';
import { instanceStatus } from '../../shared/contract/instance.ts';
import { tlsApplied } from '../../shared/contract/tls.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { loadLocalImage } from '../support/local-image.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { needTls } from '../support/needs-tls.ts';
import { freePort } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { startServices } from '../support/start-services.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { newTenant } from '../support/tenant-fixture.ts';

const PLAIN_REFUSED = /Could not connect|closed|reset|I\/O error|Protocol error/i;

const runtimes: readonly (readonly [RuntimeKind, readonly Need[]])[] = [
  ['process', ['redis', 'posix']],
  ['docker', ['redis', 'docker', 'linux']],
];

/** An instance that accepts only clients with TLS, and the arguments that `redis-cli` needs for it. */
async function useOnlyTls(runtime: RuntimeKind, context: TestContext, env: Record<string, string> = {}) {
  await needTls(context);
  const main = await useBackupHome({ runtime, env });
  const { services, done } = main;
  const closePlain = async (id: string) =>
    tlsApplied.parse(await done(services.tls.apply(id, { enable: true, clientCertificates: true }, true)));
  const client = async (id: string): Promise<readonly string[]> => {
    const { files } = await services.tls.state(id);
    return ['--tls', '--cacert', files.ca ?? '', '--cert', files.cert ?? '', '--key', files.key ?? ''];
  };
  return { ...main, closePlain, client };
}

function getText(port: number, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.once('end', () => resolve(body));
    })
      .once('error', reject)
      .end();
  });
}

for (const [runtime, needs] of runtimes) {
  describeNeeding(needs, `only a TLS port, with client certificates › ${runtime}`, () => {
    it('console, cli and panels › use the certificates of the app', async (context) => {
      const { home, services, closePlain, client } = await useOnlyTls(runtime, context);
      await closePlain('main');
      await expect(redisCli(home.port, 'ping')).rejects.toThrow(PLAIN_REFUSED);
      const cli = (...words: string[]) => runInProcess(['cli', '--', ...words], home.env);
      expect(await cli('SET', 'k', 'v')).toMatchObject({ code: 0, stdout: 'OK\n' });
      expect(await redisCli(home.port, ...(await client('main')), 'get', 'k')).toBe('v');
      const end = new AbortController();
      const events = services.consoles.open('main', 0, end.signal);
      const { value } = await events.next();
      const session = value?.kind === 'opened' ? value.session : '';
      expect(await services.consoles.send(session, 'GET k', false)).toMatchObject({ reply: { text: '"v"' } });
      end.abort();
      await events.return(undefined);
      const panel = await runInProcess(['server', '--section', 'clients', '--json'], home.env);
      expect(panel).toMatchObject({ code: 0 });
      expect((await services.diagnostics.run()).checks.find(({ id }) => id === 'security.tls')).toMatchObject({
        level: 'ok',
      });
    });

    it('exporter › serves the figures of the instance', async (context) => {
      const { home, closePlain } = await useOnlyTls(runtime, context);
      await closePlain('main');
      const open = await startServices({ env: home.env, client: 'browser' });
      onTestFinished(() => open.close());
      const port = await freePort();
      await open.exporter.save({ enabled: true, port });
      await expect.poll(() => getText(port, '/metrics')).toMatch(/redis_up\{[^}]*\} 1/);
      expect(await getText(port, '/api/resources/redis/metrics')).toContain(`rediss://localhost:${home.port}`);
    });

    it('benchmark › measures the instance itself and a scratch server', async (context) => {
      const { services, closePlain, done } = await useOnlyTls(runtime, context);
      await closePlain('main');
      const load = { id: 'main', requests: 200, clients: 2, tests: ['set' as const] };
      const live = benchmarkResult.parse(await done(services.benchmarks.run({ ...load, live: true })));
      expect(live).toMatchObject({ where: 'live', tests: [{ name: 'SET' }] });
      const scratch = benchmarkResult.parse(await done(services.benchmarks.run({ ...load, rounds: 1 })));
      expect(scratch).toMatchObject({ where: 'scratch', tests: [{ name: 'SET' }] });
    });

    it('import and restore › the keys of the file', async (context) => {
      const { home, services, closePlain, client, backUp, restore, done } = await useOnlyTls(runtime, context);
      await closePlain('main');
      const tls = await client('main');
      await redisCli(home.port, ...tls, 'set', 'k', 'v');
      await backUp('one');
      const file = join(home.path, 'one.redis-backup');
      await done(services.backups.export('main', 'one', file));
      expect(await done(services.backups.import('main', file, 'in'))).toMatchObject({ keys: 1, proof: { ok: true } });
      await redisCli(home.port, ...tls, 'set', 'k', 'later');
      expect(await restore('in')).toMatchObject({ keys: 1 });
      expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
      expect(await services.instances.status('main')).toMatchObject({ url: `rediss://localhost:${home.port}` });
    });

    it('destroyed and recovered tenant › has its keys, its certificate and no plain port', async (context) => {
      const { services, closePlain, client, done } = await useOnlyTls(runtime, context);
      const port = (await newTenant(services, { id: 'acme', runtime })).port ?? 0;
      const before = await closePlain('acme');
      await redisCli(port, ...(await client('acme')), 'set', 'k', 'v');
      await done(services.tenants.destroy('acme'));
      const [kept] = await services.tenants.destroyed();
      await done(services.tenants.undoDestroy(kept?.safetyBackup ?? ''));
      expect(await redisCli(port, ...(await client('acme')), 'get', 'k')).toBe('v');
      await expect(redisCli(port, 'get', 'k')).rejects.toThrow(PLAIN_REFUSED);
      const after = await services.tls.state('acme');
      expect(after).toMatchObject({ enabled: true, plainPort: null, clientCertificates: 'required', problem: null });
      expect(after.certificate?.fingerprint).toBe(before.state.certificate?.fingerprint);
    });

    it('TLS beside the plain port › destroyed and recovered › both ports answer', async (context) => {
      const { services, client, done } = await useOnlyTls(runtime, context);
      const port = (await newTenant(services, { id: 'acme', runtime })).port ?? 0;
      const tlsPort = await freePort();
      await done(services.tls.apply('acme', { enable: true, plainPort: 'keep', tlsPort }, true));
      await redisCli(port, 'set', 'k', 'v');
      await done(services.tenants.destroy('acme'));
      const [kept] = await services.tenants.destroyed();
      await done(services.tenants.undoDestroy(kept?.safetyBackup ?? ''));
      expect(await redisCli(port, 'get', 'k')).toBe('v');
      expect(await redisCli(tlsPort, ...(await client('acme')).slice(0, 3), 'get', 'k')).toBe('v');
      expect(await services.settings.drift('acme')).toEqual([]);
    });
  });
}

describeNeeding(['redis', 'docker', 'linux'], 'only a TLS port › upgrade of a container', () => {
  it('another image › keeps the keys, the certificate and the closed plain port', async (context) => {
    const { home, services, closePlain, client, done } = await useOnlyTls('docker', context);
    await closePlain('main');
    const tls = await client('main');
    await redisCli(home.port, ...tls, 'set', 'k', 'v');
    const image = await loadLocalImage(`${home.token}/redis:next`);
    const after = instanceStatus.parse(await done(services.settings.upgrade('main', image)));
    expect(after).toMatchObject({ state: 'running', image, url: `rediss://localhost:${home.port}` });
    expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
    await expect(redisCli(home.port, 'get', 'k')).rejects.toThrow(PLAIN_REFUSED);
  });
});

describeNeeding(['redis', 'posix'], 'only a TLS port › upgrade of a process', () => {
  it('another program › keeps the keys, the certificate and the closed plain port', async (context) => {
    const bin = temporaryFolder();
    const path = { PATH: `${bin}:${process.env.PATH ?? ''}` };
    const { home, services, closePlain, client, done } = await useOnlyTls('process', context, path);
    await closePlain('main');
    const tls = await client('main');
    await redisCli(home.port, ...tls, 'set', 'k', 'v');
    const program = await findProgram(process.env.PATH);
    await writeFile(join(bin, 'redis-server'), `#!/bin/sh\nexec ${program} "$@"\n`, { mode: 0o755 });
    expect(await done(services.settings.upgrade('main', undefined))).toMatchObject({ state: 'running' });
    expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
    await expect(redisCli(home.port, 'get', 'k')).rejects.toThrow(PLAIN_REFUSED);
  });
});
