import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type TlsRequest, tlsApplied } from '../../shared/contract/tls.ts';
import type { RuntimeKind } from '../../shared/contract/values.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { describeNeeding, type Need } from '../support/needs.ts';
import { needTls } from '../support/needs-tls.ts';
import { freePort } from '../support/ports.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { issueBy } from '../support/some-certificates.ts';

async function useMain(runtime: RuntimeKind = 'process') {
  const main = await useBackupHome({ runtime });
  const { services, done } = main;
  const apply = async (request: TlsRequest) => tlsApplied.parse(await done(services.tls.apply('main', request, true)));
  const client = async (): Promise<readonly string[]> => {
    const { files } = await services.tls.state('main');
    const own = files.cert === null ? [] : ['--cert', files.cert, '--key', files.key ?? ''];
    return ['--tls', '--cacert', files.ca ?? '', ...own];
  };
  const folders = async () => readdir(join(main.home.path, 'redis/config/vrooli-tls')).catch(() => []);
  return { ...main, apply, client, folders, conf: join(main.home.path, 'redis/config/redis.conf') };
}

const refused = /Could not connect|closed|reset|I\/O error|Protocol error/i;

const runtimes: readonly (readonly [RuntimeKind, readonly Need[]])[] = [
  ['process', ['redis', 'posix']],
  ['docker', ['redis', 'docker', 'linux']],
];

for (const [runtime, needs] of runtimes) {
  describeNeeding(needs, `tls › ${runtime}`, () => {
    it('switched on › clients connect with the authority only, and everything works with the plain port closed', async (context) => {
      await needTls(context);
      const { home, services, apply, client, done, backUp, restore, folders } = await useMain(runtime);
      await redisCli(home.port, 'set', 'k', 'v');
      const on = await apply({ enable: true });
      expect(on).toMatchObject({
        issued: true,
        verified: { plainRefused: true },
        state: { enabled: true, isOwn: true, plainPort: null, tlsPort: home.port, problem: null },
      });
      const tls = await client();
      expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
      await expect(redisCli(home.port, 'get', 'k')).rejects.toThrow(refused);
      const url = `rediss://localhost:${home.port}`;
      expect(await services.instances.status('main')).toMatchObject({ state: 'running', url });
      await done(services.instances.restart('main'));
      expect(await backUp('one')).toMatchObject({ keys: 1, proof: { ok: true } });
      await redisCli(home.port, ...tls, 'set', 'k', 'other');
      expect(await restore('one')).toMatchObject({ keys: 1 });
      expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
      const [first] = await folders();
      const renewed = await apply({ enable: true, renew: true });
      expect(renewed).toMatchObject({ restarted: false, issued: true, verified: { plainRefused: true } });
      expect(renewed.state.certificate?.fingerprint).not.toBe(on.state.certificate?.fingerprint);
      expect(await folders()).toHaveLength(2);
      expect(await redisCli(home.port, ...(await client()), 'get', 'k')).toBe('v');
      const off = await apply({ enable: false });
      expect(off.state).toMatchObject({ enabled: false, plainPort: home.port, tlsPort: null });
      expect(await redisCli(home.port, 'get', 'k')).toBe('v');
      // Its history entry restores TLS, with the certificate that it names.
      const plan = await services.settings.plan('main', { kind: 'revert', entry: off.entry ?? '' });
      await done(services.settings.apply('main', { kind: 'revert', entry: off.entry ?? '' }, plan.hash, true));
      expect(await redisCli(home.port, ...(await client()), 'get', 'k')).toBe('v');
      expect(await folders()).toContain(first);
      // And the entry of that revert ends it again, on the same port.
      const [reverted] = await services.settings.history('main');
      const back = { kind: 'revert', entry: reverted?.id ?? '' } as const;
      await done(services.settings.apply('main', back, (await services.settings.plan('main', back)).hash, true));
      expect(await redisCli(home.port, 'get', 'k')).toBe('v');
      const [again] = await services.settings.history('main');
      const forth = { kind: 'revert', entry: again?.id ?? '' } as const;
      await done(services.settings.apply('main', forth, (await services.settings.plan('main', forth)).hash, true));
      expect(await redisCli(home.port, ...(await client()), 'get', 'k')).toBe('v');
    });

    it('redis.conf edited by hand, with and without TLS › the difference is named until a restart', async (context) => {
      await needTls(context);
      const { home, services, apply, client, done, conf } = await useMain(runtime);
      await redisCli(home.port, 'set', 'k', 'v');
      const plain = await readFile(conf, 'utf8');
      await apply({ enable: true });
      const secure = await readFile(conf, 'utf8');
      const run = (...args: readonly string[]) => runInProcess(args, home.env);
      const differs = async (message: string) => {
        const problem = { code: 'TLS_DIFFERS', message, fix: expect.stringContaining('Restart the instance') };
        await expect
          .poll(() => services.instances.status('main'), { timeout: 30_000 })
          .toMatchObject({ state: 'unhealthy', problem });
        for (const asked of [
          await run('cli', '--', 'get', 'k'),
          await run('get', '--key', 'k'),
          await run('backup', '--backup-name', 'one'),
        ])
          expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining(message) });
        expect((await run('config')).stdout).not.toContain('not running');
        await done(services.instances.restart('main'));
        expect(await services.instances.status('main')).toMatchObject({ state: 'running', problem: null });
      };
      await writeFile(conf, plain);
      await differs(`The server on port ${home.port} runs with TLS, and redis.conf sets none.`);
      expect(await redisCli(home.port, 'get', 'k')).toBe('v');
      await writeFile(conf, secure);
      // The record of a process says that it was started without TLS, so the app still reaches it.
      if (runtime === 'process') await done(services.instances.restart('main'));
      else await differs(`The server on port ${home.port} runs without TLS, and redis.conf sets TLS.`);
      expect(await redisCli(home.port, ...(await client()), 'get', 'k')).toBe('v');
    });

    it('beside the plain port, then alone with client certificates › both answer, then only those with a certificate', async (context) => {
      await needTls(context);
      const { home, services, apply, client } = await useMain(runtime);
      const port = await freePort();
      await redisCli(home.port, 'set', 'k', 'v');
      const both = await apply({ enable: true, plainPort: 'keep', tlsPort: port });
      expect(both).toMatchObject({ verified: { plainRefused: null }, state: { plainPort: home.port, tlsPort: port } });
      expect(await redisCli(port, ...(await client()), 'get', 'k')).toBe('v');
      expect(await redisCli(home.port, 'get', 'k')).toBe('v');
      const required = await apply({ enable: true, plainPort: 'close', clientCertificates: true });
      expect(required.state).toMatchObject({ clientCertificates: 'required', plainPort: null, tlsPort: home.port });
      const tls = await client();
      expect(await redisCli(home.port, ...tls, 'get', 'k')).toBe('v');
      await expect(redisCli(home.port, ...tls.slice(0, 3), 'get', 'k')).rejects.toThrow();
      expect(await services.instances.status('main')).toMatchObject({ state: 'running' });
      const folder = join(home.path, 'for-a-program');
      const run = (...args: string[]) => runInProcess(['tls', '--export', folder, '--json', ...args], home.env);
      expect(await run()).toMatchObject({ code: 0 });
      const own = ['--tls', '--cacert', join(folder, 'ca.crt'), '--cert', join(folder, 'client.crt')];
      expect(await redisCli(home.port, ...own, '--key', join(folder, 'client.key'), 'get', 'k')).toBe('v');
      expect((await stat(join(folder, 'client.key'))).mode & 0o777).toBe(0o600);
      expect(await run()).toMatchObject({ code: 2 });
      expect(await run('--yes', 'yes')).toMatchObject({ code: 0 });
    });
  });
}

describeNeeding(['redis', 'posix'], 'tls › what goes wrong', () => {
  it('a taken port, contradicting flags, an impossible folder › nothing is touched', async (context) => {
    await needTls(context);
    const { home, conf, folders } = await useMain();
    const before = await readFile(conf, 'utf8');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const taken = String((server.address() as { port: number }).port);
    const run = (...args: string[]) => runInProcess(['tls', ...args], home.env);
    expect(await run('--enable', 'yes', '--plain-port', 'keep', '--tls-port', taken)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`Port ${taken} is already in use`),
    });
    expect(await run('--enable', 'yes', '--tls-port', '7000')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('plain port'),
    });
    expect(await run('--enable', 'no', '--renew', 'yes')).toMatchObject({ code: 2 });
    expect(await run('--plain-port', 'close')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--enable yes'),
    });
    expect(await run('--dry-run')).toMatchObject({ code: 2 });
    expect(await run('--export', home.path)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('TLS of main is off'),
    });
    const dry = await run('--enable', 'yes', '--dry-run', '--json');
    expect(dry.json()).toMatchObject({ issues: true, plainPort: null, tlsPort: home.port });
    expect(await readFile(conf, 'utf8')).toBe(before);
    expect(await folders()).toEqual([]);
  });

  it('an authority that cannot be read › fails, and the server keeps its settings', async (context) => {
    await needTls(context);
    const { home, services, conf, apply } = await useMain();
    const before = await readFile(conf, 'utf8');
    await apply({ enable: true, plainPort: 'keep' });
    await apply({ enable: false });
    const authority = join(home.path, 'redis/tls/authority.crt');
    await writeFile(authority, 'not a certificate');
    await expect(apply({ enable: true })).rejects.toThrow('cannot be used');
    expect((await services.tls.state('main')).enabled).toBe(false);
    expect((await readFile(conf, 'utf8')).trim()).toBe(before.trim());
    expect(await redisCli(home.port, 'ping')).toBe('PONG');
  });

  it('an expired certificate › clients refuse it, the app reports it, still connects, and renews it without a restart', async (context) => {
    await needTls(context);
    const { home, services, apply, folders, client, done } = await useMain();
    await apply({ enable: true });
    const folder = join(home.path, 'redis/config/vrooli-tls', (await folders())[0] ?? '');
    const [cert = '', key = ''] = await Promise.all(
      ['authority.crt', 'authority.key'].map((name) => readFile(join(home.path, 'redis/tls', name), 'utf8')),
    );
    const expired = await issueBy({ cert, key }, -30, -1);
    await writeFile(join(folder, 'server.crt'), expired.cert);
    await writeFile(join(folder, 'server.key'), expired.key);
    await done(services.instances.restart('main'));
    await expect(redisCli(home.port, ...(await client()), 'ping')).rejects.toThrow();
    expect(await services.instances.status('main')).toMatchObject({ state: 'running' });
    expect((await services.tls.state('main')).problem).toMatchObject({ code: 'expired' });
    const { checks } = await services.diagnostics.run();
    expect(checks.find(({ id }) => id.startsWith('alert-certificate'))).toMatchObject({ level: 'fail' });
    const renewed = await apply({ enable: true, renew: true });
    expect(renewed).toMatchObject({ restarted: false, issued: true, state: { problem: null } });
    expect(await redisCli(home.port, ...(await client()), 'ping')).toBe('PONG');
  });

  it('a server key that is damaged on disk › reported, refused by the trial, renewed', async (context) => {
    await needTls(context);
    const { home, services, apply, folders, client } = await useMain();
    await apply({ enable: true, plainPort: 'keep' });
    const folder = join(home.path, 'redis/config/vrooli-tls', (await folders())[0] ?? '');
    await writeFile(join(folder, 'server.key'), 'damaged');
    expect((await services.tls.state('main')).problem).toMatchObject({ code: 'unreadable' });
    await expect(
      services.settings.plan('main', { kind: 'changes', changes: { 'tls-prefer-server-ciphers': 'yes' } }),
    ).rejects.toThrow('does not start with the new file');
    const mended = await apply({ enable: true });
    expect(mended).toMatchObject({ issued: true, state: { problem: null } });
    expect(await redisCli(mended.state.tlsPort ?? 0, ...(await client()), 'ping')).toBe('PONG');
    const target = join(home.path, 'exported');
    await symlink('/dev/null', target);
    await expect(services.tls.export('main', target, true)).rejects.toThrow('is not a folder');
  });
});
