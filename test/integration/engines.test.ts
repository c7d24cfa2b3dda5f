import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { type EngineLab, labProblem, startLab } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import type { LabNode } from '../support/engine-lab/node.ts';
import { redisCli } from '../support/redis-cli.ts';
import { waitFor } from '../support/wait-for.ts';
import { useFleetHome } from './fleet-fixture.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `engines on other machines${problem === null ? '' : ` [skipped: ${problem}]`}`;

describe.skipIf(problem !== null)(title, () => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = await startLab([{ tls: true }]);
    await loadLabImage(lab);
  });
  afterAll(() => lab?.remove());
  const node = (): LabNode => lab.nodes[0] as LabNode;
  const secure = () => node().tls ?? { address: '', certificates: '' };

  test('a tenant by SSH › created, saved, restored, stopped, destroyed and recovered with its keys', async () => {
    const { act, add, redis, run } = await useFleetHome(lab);
    const range = await add('node1');
    const created = await act(
      'create-client',
      '--client-id',
      'acme',
      '--engine',
      'node1',
      '--generate-password',
      'yes',
    );
    expect(created).toMatchObject({ engine: 'node1', state: 'running', port: range.start });
    // Redis waits this long before it sends its data, in case other replicas connect.
    await act('config', '--client-id', 'acme', '--set', 'repl-diskless-sync-delay=0');
    expect(await redis('acme', 'mset', 'a', '1', 'b', '2')).toBe('OK');

    const saved = await act('backup', '--client-id', 'acme', '--backup-name', 'one', '--verify', 'yes');
    expect(saved).toMatchObject({ keys: 2, proof: { ok: true } });
    await redis('acme', 'set', 'c', '3');
    // A file that is not part of the backup: the image of the lab has no rm.
    const [container] = await node().docker.listContainers();
    const files = node().docker.getContainer(container?.Id ?? '');
    const [uid = 0, gid = 0] = (await files.inspect()).Config.User.split(':').map(Number);
    const stray = pack();
    stray.entry({ name: 'appendonlydir/', type: 'directory', uid, gid });
    stray.entry({ name: 'appendonlydir/stray.aof', uid, gid }, 'old');
    stray.finalize();
    await files.putArchive(stray as unknown as NodeJS.ReadableStream, { path: '/data' });
    await act('restore', '--client-id', 'acme', '--backup-name', 'one', '--yes', 'yes');
    expect(await redis('acme', 'keys', '*').then((keys) => keys.split('\n').sort())).toEqual(['a', 'b']);
    await expect(files.getArchive({ path: '/data/appendonlydir/stray.aof' })).rejects.toMatchObject({
      statusCode: 404,
    });

    await act('stop', '--client-id', 'acme', '--yes', 'yes');
    expect(await act('backup', '--client-id', 'acme', '--backup-name', 'stopped')).toMatchObject({ keys: 2 });
    await act('start', '--client-id', 'acme', '--engine', 'node1');
    const destroyed = await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
    expect(await node().docker.listContainers({ all: true })).toEqual([]);
    // A new tenant of the same name gets volumes of its own.
    await act('create-client', '--client-id', 'acme', '--engine', 'node1');
    expect(await redis('acme', 'dbsize')).toBe('0');
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
    await act('undo-destroy', '--safety-backup', String(destroyed.safetyBackup));
    expect(await redis('acme', 'dbsize')).toBe('2');
    const wrong = await run('--action', 'stop', '--client-id', 'acme', '--engine', 'local', '--yes', 'yes');
    expect([wrong.code, wrong.stderr]).toEqual([2, '--engine: acme is on node1, not on local. Nothing was changed.\n']);
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
  });

  test('settings changed live › in the volume too, for a start by the engine itself', async () => {
    const { act, add, redis } = await useFleetHome(lab);
    await add('node1');
    await act('create-client', '--client-id', 'live', '--engine', 'node1');
    await act('config', '--client-id', 'live', '--memory', '64mb', '--yes', 'yes');
    const { container } = await act('status', '--client-id', 'live');
    await node().docker.getContainer(String(container)).restart({ t: 5 });
    await waitFor('Redis to answer again', () => redis('live', 'ping'));
    expect((await redis('live', 'config', 'get', 'maxmemory')).split('\n')[1]).toBe('67108864');
    await act('destroy-client', '--client-id', 'live', '--yes', 'yes');
  });

  test('a machine that is off › its tenant shows the last known state, and never stopped', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    await add('node1');
    await act('create-client', '--client-id', 'far', '--engine', 'node1');
    await act('status', '--client-id', 'far');
    await node().stopSsh();
    try {
      // The kept connection may accept one more call while it ends.
      const away = await waitFor('the reason', async () => {
        const answer = await run('--action', 'status', '--client-id', 'far', '--json');
        return answer.stdout.includes('No SSH server accepts connections') && answer;
      });
      expect(away.code).toBe(1);
      expect(away.json()).toMatchObject({
        engine: 'node1',
        problem: { code: 'ENGINE_UNREACHABLE', since: expect.stringMatching(/Z$/) },
        lastKnownState: { state: 'running' },
      });
      expect(away.stdout).toContain('far was running when it last answered');
      expect((await run('--action', 'list-clients')).stdout).toContain('Last known state: running');
      for (const [action, ...words] of [
        ['cli', '--', 'PING'],
        ['get', '--key', 'a'],
        ['inspect'],
        ['info'],
        ['server', '--section', 'clients'],
        ['flush', '--yes', 'yes'],
        ['move-client', '--engine', 'local'],
      ] as const) {
        const asked = await run('--action', action, '--client-id', 'far', ...words);
        expect([action, asked.code, asked.stderr]).toEqual([action, 1, expect.stringContaining('No SSH server')]);
        expect(asked.stderr).not.toContain('is not running.');
      }
      const tested = await run('--action', 'engines', '--test', 'node1', '--json');
      expect(tested.code).toBe(1);
      expect(tested.json()).toMatchObject({
        ok: false,
        steps: [
          { id: 'name', result: 'ok' },
          { id: 'tcp', result: 'failed' },
          ...['ssh', 'api', 'identity', 'rights', 'clock', 'memory', 'disk', 'swarm'].map((id) => ({
            id,
            result: 'skipped',
          })),
        ],
      });
    } finally {
      await node().startSsh();
    }
    expect(await act('status', '--client-id', 'far')).toMatchObject({ state: 'running', problem: null });
    expect(await redis('far', 'ping')).toBe('PONG');
    await act('destroy-client', '--client-id', 'far', '--yes', 'yes');
  });

  test('a tenant in production › destroyed only with its name', async () => {
    const { act, add, run } = await useFleetHome(lab);
    await add('node1', node(), '--production', 'yes');
    await act('create-client', '--client-id', 'shop', '--engine', 'node1');
    const destroy = (...more: readonly string[]) =>
      run('--action', 'destroy-client', '--client-id', 'shop', '--yes', 'yes', ...more);
    const refused = await destroy();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('give --confirm shop as well')]);
    expect((await destroy('--confirm', 'other')).code).toBe(2);
    // Also where another flag or a file names it, and where only keys in memory are lost.
    expect((await run('--action', 'cli', '--client-id', 'shop', '--', 'SET', 'a', '1')).code).toBe(0);
    await act('config', '--client-id', 'shop', '--set', 'save=', '--confirm', 'shop', '--yes', 'yes');
    await act('create-client', '--client-id', 'other', '--runtime', 'process');
    await act('backup', '--client-id', 'other', '--backup-name', 'empty');
    writeFileSync(join(lab.folder, 'vrooli-redis.json'), JSON.stringify({ tenant: 'shop' }));
    for (const words of [
      ['restore', '--client-id', 'other', '--backup-name', 'empty', '--into', 'shop'],
      ['down', '--folder', lab.folder, '--remove', 'yes'],
      ['stop', '--client-id', 'shop'],
      ['restart', '--client-id', 'shop'],
    ]) {
      const lossy = await run('--action', ...words, '--yes', 'yes');
      expect([lossy.code, lossy.stderr]).toEqual([2, expect.stringContaining('give --confirm shop as well')]);
    }
    expect(await act('status', '--client-id', 'shop')).toMatchObject({ state: 'running' });
    expect((await destroy('--confirm', 'shop')).code).toBe(0);
  });

  test('another Docker at the same address › refused', async () => {
    const { add, run } = await useFleetHome(lab);
    await add('node1');
    await node().stopEngine();
    node().forgetEngineId();
    await node().startEngine();
    const { stdout } = await run('--action', 'engines');
    expect(stdout).toContain('A different Docker engine now answers');
  });

  test('by TLS › a tenant is created only with an open port, which accepts TLS with its password and nothing else', async () => {
    const { run, act, add, redis } = await useFleetHome(lab);
    const { address, certificates } = secure();
    const range = await add('secure', { sshAddress: address }, '--certificates', certificates);
    expect(await act('engines', '--test', 'secure')).toMatchObject({ ok: true });
    const create = ['--action', 'create-client', '--client-id', 'acme', '--engine', 'secure'] as const;
    const refused = await run(...create);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('forwards no ports')]);
    expect(refused.stderr).toContain('--publish tls');

    const host = node().network.address;
    const created = await act('create-client', '--client-id', 'acme', '--engine', 'secure', '--publish', 'tls');
    const url = `rediss://${host}:${range.start}`;
    expect(created).toMatchObject({ engine: 'secure', state: 'running', url, passwordSet: true });
    expect(await redis('acme', 'set', 'a', '1')).toBe('OK');
    await expect(redisCli(range.start, '-h', host, 'ping')).rejects.toThrow();
    const { files } = (await act('tls', '--client-id', 'acme')) as { readonly files: { readonly ca: string } };
    const stranger = ['-h', host, '--tls', '--cacert', files.ca] as const;
    expect(await redisCli(range.start, ...stranger, 'get', 'a')).toContain('NOAUTH');

    const set = async (change: string) => {
      const { code, stderr } = await run('--action', 'config', '--client-id', 'acme', '--set', change, '--yes', 'yes');
      return [code, stderr];
    };
    expect(await set('requirepass=')).toEqual([2, expect.stringContaining(`is open at ${host}. It needs a password`)]);
    expect(await set('port=6379')).toEqual([2, expect.anything()]);
    expect(await set('bind=127.0.0.1')).toEqual([2, expect.stringContaining('--publish tls')]);
    const opened = await run('--action', 'tls', '--client-id', 'acme', '--enable', 'no', '--yes', 'yes');
    expect([opened.code, opened.stderr]).toEqual([2, expect.stringContaining('Keep TLS on')]);
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
    expect(await node().docker.listContainers({ all: true })).toEqual([]);
  });

  test('an open port › kept by a renewal, a restart, a new limit, a restore, and a recovery', async () => {
    const { act, add, redis } = await useFleetHome(lab);
    const { address, certificates } = secure();
    await add('secure', { sshAddress: address }, '--certificates', certificates);
    const { url } = await act('create-client', '--client-id', 'shop', '--engine', 'secure', '--publish', 'tls');
    await act('config', '--client-id', 'shop', '--set', 'repl-diskless-sync-delay=0');
    await redis('shop', 'mset', 'a', '1', 'b', '2');
    expect(await act('tls', '--client-id', 'shop', '--renew', 'yes')).toMatchObject({
      issued: true,
      verified: { plainRefused: true },
      state: { problem: null, certificate: { names: expect.arrayContaining([node().network.address]) } },
    });
    expect(await act('backup', '--client-id', 'shop', '--backup-name', 'one')).toMatchObject({ keys: 2 });
    await redis('shop', 'flushall');
    await act('restore', '--client-id', 'shop', '--backup-name', 'one', '--yes', 'yes');
    expect(await redis('shop', 'mget', 'a', 'b')).toBe('1\n2');
    await act('stop', '--client-id', 'shop', '--yes', 'yes');
    // While it is stopped, Docker does not list the address of its port, and the container is recreated.
    await act('config', '--client-id', 'shop', '--set', 'container-outgoing=open', '--yes', 'yes');
    await act('start', '--client-id', 'shop');
    const { safetyBackup } = await act('destroy-client', '--client-id', 'shop', '--yes', 'yes');
    await act('undo-destroy', '--safety-backup', String(safetyBackup));
    expect(await act('status', '--client-id', 'shop')).toMatchObject({ state: 'running', url });
    expect(await redis('shop', 'dbsize')).toBe('2');
    await act('destroy-client', '--client-id', 'shop', '--yes', 'yes');
  });

  test('by SSH, with an open port by choice › reached here by the forwarded port, and there at its address', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    const range = await add('node1');
    const local = await run('--action', 'create-client', '--client-id', 'x', '--publish', 'tls');
    expect([local.code, local.stderr]).toEqual([2, expect.stringContaining('is this computer')]);
    const created = await act('create-client', '--client-id', 'both', '--engine', 'node1', '--publish', 'tls');
    expect(created).toMatchObject({ url: `rediss://localhost:${range.start}` });
    expect(await redis('both', 'ping')).toBe('PONG');
    const { tls } = (await act('connect', '--client-id', 'both')) as { readonly tls: { readonly ca: string } };
    const there = ['-h', node().network.address, '--tls', '--cacert', tls.ca, 'ping'] as const;
    expect(await redisCli(range.start, ...there)).toContain('NOAUTH');
    await act('destroy-client', '--client-id', 'both', '--yes', 'yes');
    await act('create-client', '--client-id', 'inner', '--engine', 'node1');
    const bound = await run('--action', 'config', '--client-id', 'inner', '--set', 'bind=0.0.0.0', '--yes', 'yes');
    expect([bound.code, bound.stderr]).toEqual([2, expect.stringContaining('bind: inner is on node1')]);
    await act('destroy-client', '--client-id', 'inner', '--yes', 'yes');
  });

  test('a record that was edited by hand to open a plain port › refused before anything is changed', async () => {
    const { home, act, add, run, redis } = await useFleetHome(lab);
    await add('node1');
    await act('create-client', '--client-id', 'plain', '--engine', 'node1');
    const path = join(home.path, 'clients/plain/redis.json');
    const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...record, publishedAt: node().network.address }));
    const recreate = ['config', '--client-id', 'plain', '--set', 'container-outgoing=open', '--yes', 'yes'] as const;
    const { code, stderr } = await run('--action', ...recreate);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Keep TLS on and the plain port closed')]);
    const [container] = await node().docker.listContainers();
    expect(container?.Ports.map(({ IP }) => IP)).toEqual(['127.0.0.1']);
    writeFileSync(path, JSON.stringify(record));
    expect(await redis('plain', 'ping')).toBe('PONG');
    await act('destroy-client', '--client-id', 'plain', '--yes', 'yes');
  });

  test('a redis.conf that was edited by hand to open the plain port › shown, refused, and the server is reached', async () => {
    const { home, act, add, run, redis } = await useFleetHome(lab);
    const { address, certificates } = secure();
    await add('secure', { sshAddress: address }, '--certificates', certificates);
    await act('create-client', '--client-id', 'open', '--engine', 'secure', '--publish', 'tls');
    await redis('open', 'set', 'a', '1');
    const path = join(home.path, 'clients/open/redis/config/redis.conf');
    const conf = readFileSync(path, 'utf8');
    const refusal = 'The port of open is open at every address of its machine. Keep TLS on and the plain port closed';

    const edited = `${conf}\nport 6379\ntls-port 0\n`;
    writeFileSync(path, edited);
    const problem = { code: 'PORT_UNPROTECTED', message: expect.stringContaining(refusal) };
    const shown = async () => (await run('--action', 'status', '--client-id', 'open', '--json')).json();
    expect(await shown()).toMatchObject({ state: 'unhealthy', problem, databases: [{ keys: 1 }] });
    const backedUp = await run('--action', 'backup', '--client-id', 'open', '--verify', 'no');
    expect([backedUp.code, backedUp.stderr]).toEqual([
      0,
      expect.stringContaining('redis.conf of open was not uploaded to secure'),
    ]);
    const planned = await run('--action', 'config', '--client-id', 'open', '--set', 'timeout=5');
    expect([planned.code, planned.stderr]).toEqual([
      2,
      expect.stringContaining('Keep TLS on and the plain port closed'),
    ]);
    const restarted = await run('--action', 'restart', '--client-id', 'open', '--yes', 'yes');
    expect([restarted.code, restarted.stderr]).toEqual([2, expect.stringContaining(refusal)]);
    const state = async () => (await node().docker.listContainers({ all: true })).map(({ State }) => State);
    expect(await state()).toEqual(['running']);
    writeFileSync(path, conf);
    expect(await redis('open', 'get', 'a')).toBe('1');

    await act('stop', '--client-id', 'open', '--yes', 'yes');
    writeFileSync(path, edited);
    const started = await run('--action', 'start', '--client-id', 'open');
    expect([started.code, started.stderr]).toEqual([2, expect.stringContaining(refusal)]);
    expect(await state()).toEqual(['exited']);
    expect(await shown()).toMatchObject({ state: 'stopped', problem: { code: 'PORT_UNPROTECTED' } });

    writeFileSync(path, conf.replace(/^requirepass .*$/m, ''));
    const without = await run('--action', 'start', '--client-id', 'open');
    expect([without.code, without.stderr]).toEqual([
      2,
      expect.stringContaining('It needs a password: set requirepass'),
    ]);

    writeFileSync(path, conf);
    await act('start', '--client-id', 'open');
    expect(await redis('open', 'get', 'a')).toBe('1');
    await act('destroy-client', '--client-id', 'open', '--yes', 'yes');
  });

  test('a container and its data volume that were removed by hand › a start says so, and a restore works', async () => {
    const { act, add, run, redis } = await useFleetHome(lab);
    await add('node1');
    await act('create-client', '--client-id', 'bare', '--engine', 'node1');
    await redis('bare', 'set', 'a', '1');
    await act('backup', '--client-id', 'bare', '--backup-name', 'one', '--verify', 'no');
    const { docker } = node();
    const { container } = await act('status', '--client-id', 'bare');
    await docker.getContainer(String(container)).remove({ force: true });
    const { Volumes } = await docker.listVolumes();
    const data = Volumes.find(({ Name }) => /bare.*-data$/.test(Name))?.Name ?? '';
    await docker.getVolume(data).remove();

    const started = await run('--action', 'start', '--client-id', 'bare');
    expect([started.code, started.stderr]).toEqual([0, expect.stringContaining(`The volume ${data} was removed`)]);
    expect(await redis('bare', 'dbsize')).toBe('0');
    await act('restore', '--client-id', 'bare', '--backup-name', 'one', '--yes', 'yes');
    expect(await redis('bare', 'get', 'a')).toBe('1');
    await act('destroy-client', '--client-id', 'bare', '--yes', 'yes');
  });

  test('a second port for TLS › forwarded as the first one', async () => {
    const { act, add } = await useFleetHome(lab);
    await add('node1');
    await act('create-client', '--client-id', 'two', '--engine', 'node1');
    const keep = ['--enable', 'yes', '--plain-port', 'keep', '--yes', 'yes'] as const;
    const { state } = (await act('tls', '--client-id', 'two', ...keep)) as {
      readonly state: { readonly tlsPort: number; readonly files: { readonly ca: string } };
    };
    expect(await redisCli(state.tlsPort, '--tls', '--cacert', state.files.ca, 'ping')).toBe('PONG');
    await act('destroy-client', '--client-id', 'two', '--yes', 'yes');
    await expect(redisCli(state.tlsPort, 'ping')).rejects.toThrow();
  });

  test('forwards and a remote command in the configuration of ssh › neither disturbs, nor hides the reason of a failure', async () => {
    const { run, act, add } = await useFleetHome(lab);
    const { sshAddress } = node();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const file = join(lab.folder, 'ssh_config');
    const own = readFileSync(file, 'utf8');
    const lines = ['LogLevel QUIET', `LocalForward ${port} 127.0.0.1:80`, 'RemoteCommand false', 'RequestTTY yes'];
    writeFileSync(file, [...lines, own].join('\n'));
    onTestFinished(() => {
      lab.restoreKey();
      taken.close();
    });
    await add('node1');
    const { steps } = (await act('engines', '--test', 'node1')) as { readonly steps: readonly { detail: string }[] };
    expect(steps.map(({ detail }) => detail)).toContainEqual(expect.stringMatching(/ free of /));
    await act('create-client', '--client-id', 'odd', '--engine', 'node1');
    expect(await act('status', '--client-id', 'odd')).toMatchObject({ state: 'running', problem: null });
    await act('destroy-client', '--client-id', 'odd', '--yes', 'yes');
    writeFileSync(file, [...lines, 'IdentityFile none', own.replace(/^IdentityFile.*$/m, '')].join('\n'));
    const other = await run('--action', 'engines', '--add', 'x', '--address', sshAddress.replace('root@', 'nobody@'));
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('accepted none of the keys') });
    const jump = `nobody@${node().network.address}`;
    writeFileSync(file, ['Match host behind', 'HostName 127.0.0.1', `ProxyJump ${jump}`, 'Match all', own].join('\n'));
    const path = new URL(sshAddress).pathname;
    const behind = await run('--action', 'engines', '--add', 'x', '--address', `ssh://root@behind${path}`);
    expect(behind).toMatchObject({ code: 1, stderr: expect.stringContaining(`${jump} accepted none of the keys`) });
  });

  test('an engine that cannot be used › the reason in a sentence; nothing is added', async () => {
    const { home, run } = await useFleetHome(lab);
    const good = node().sshAddress;
    const host = node().network.address;
    const attempt = (address: string, name = 'x') => run('--action', 'engines', '--add', name, '--address', address);
    const refused = async (code: number, text: string, address: string, name?: string) => {
      const { code: actual, stderr } = await attempt(address, name);
      expect(stderr).toContain(text);
      expect(actual).toBe(code);
    };
    await refused(2, 'anyone who reaches that port controls the machine', 'tcp://192.0.2.1:2375');
    await refused(2, 'not a plain name', 'ssh://-oProxyCommand=id/');
    await refused(2, 'contains a password', 'ssh://root:secret@host');
    await refused(2, 'is not a valid name for an engine', good, 'local');
    await refused(1, 'has no Docker socket at /no-socket.sock', `ssh://root@${host}/no-socket.sock`);
    lab.forgetKey();
    await refused(1, 'accepted none of the keys', good);
    lab.restoreKey();
    await node().changeHostKey();
    await refused(1, 'has changed since the last connection', good);
    await lab.trustHosts();
    const file = join(home.path, 'redis/desktop/engines.json');
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').not.toContain('"x"');
  });
});
