import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { MetricsTick } from '../../electron/services/metrics/metrics.ts';
import { createRedisLink, type RedisLink } from '../../electron/services/redis/connection/redis-link.ts';
import { type LineLogName, type LoggedLine, readLineLog } from '../../electron/services/server/history/line-log.ts';
import type { Services } from '../../electron/services/services.ts';
import {
  aclReport,
  clientsReport,
  latencyReport,
  memoryReport,
  momentReport,
  persistenceReport,
  replicationReport,
  slowLogReport,
} from '../../shared/contract/server.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';

import { createTestHome, type TestHome } from '../support/test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** Takes a server some tens of milliseconds. DEBUG SLEEP is disabled by default. */
const BUSY_LOOP = 'local n = 0; for i = 1, 3000000 do n = n + i end; return n';

describeNeeding(['redis', 'posix'], 'server panels', () => {
  let home: TestHome;
  let services: Services;
  let link: RedisLink;
  let run: string;

  beforeAll(async () => {
    home = await createTestHome({ docker: false });
    services = await createServices({ env: home.env, client: 'browser' });
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    link = createRedisLink({ host: '127.0.0.1', port: home.port, password: null });
    run = /^run_id:(\w+)/m.exec(await cli('info', 'server'))?.[1] ?? '';
    await cli('config', 'set', 'slowlog-max-len', '6');
  });
  afterAll(async () => {
    link?.close();
    await services?.close();
    await home?.dispose();
  });

  const cli = (...args: readonly string[]) => redisCli(home.port, ...args);
  const terminal = (...args: readonly string[]) => runInProcess(['server', ...args], home.env);
  const report = async () => slowLogReport.parse(await services.server.slowLog({ id: 'main', limit: 1000 }));
  const record = () => services.server.readSlowLog('main', link, run);

  /** Runs commands that all count as slow, without those that change the threshold. */
  async function slowly(...commands: readonly (readonly string[])[]): Promise<void> {
    await cli('eval', "redis.call('config','set','slowlog-log-slower-than','0')", '0').catch(() => undefined);
    await cli('config', 'set', 'slowlog-log-slower-than', '0');
    for (const command of commands) await cli(...command);
    await cli('config', 'set', 'slowlog-log-slower-than', '10000000');
  }

  test('slow log › more entries than the server keeps › are kept, grouped by command and prefix, without values', async () => {
    await slowly(['set', 'session:1', 'hunter2'], ['set', 'session:2', 'hunter2']);
    await record();
    await slowly(['set', 'session:3', 'hunter2'], ['lrange', 'queue', '0', '-1']);
    await record();
    // Nothing is recorded twice, not even by the next program.
    await record();
    await cli('slowlog', 'reset');
    const found = await report();
    expect(found).toMatchObject({ serverKeeps: 6, thresholdUsec: 10_000_000, refused: null, lost: 0 });
    expect(found.groups.find(({ name }) => name === 'SET')).toMatchObject({ pattern: 'session:*', count: 3 });
    expect(found.entries.map(({ command }) => command)).toContain('LRANGE queue 0 -1');
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.recordedSince).not.toBeNull();
    const ids = found.entries.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('slow log › entries that no client recorded › come from the server; those it dropped are counted', async () => {
    const before = await report();
    await slowly(['get', 'fresh:1']);
    expect((await report()).entries.some(({ command }) => command === 'GET fresh:1')).toBe(true);
    await slowly(...Array.from({ length: 10 }, (_, index) => ['get', `many:${index}`]));
    await record();
    const after = await report();
    expect(after.lost).toBeGreaterThan(0);
    expect(after.count).toBeGreaterThan(before.count);
    const later = new Date(Date.now() + 60_000).toISOString();
    const range = { id: 'main', from: later, to: new Date(Date.now() + 120_000).toISOString(), limit: 10 };
    expect(await services.server.slowLog(range)).toMatchObject({ count: 0, entries: [], groups: [] });
  });

  test('slow log › a server that does not permit SLOWLOG › shows what was recorded, and why the rest is missing', async () => {
    await cli('acl', 'setuser', 'default', '-slowlog');
    try {
      const found = await report();
      expect(found.refused).toMatchObject({ command: 'SLOWLOG GET', why: 'not-permitted' });
      expect(found.count).toBeGreaterThan(0);
      const { stdout } = await terminal('--section', 'slow-log');
      expect(stdout).toContain('The access rules of the server do not permit SLOWLOG GET.');
      expect(stdout).toContain('session:*');
    } finally {
      await cli('acl', 'setuser', 'default', '+slowlog');
    }
  });

  /** A client of another program, as Redis sees it: this test. */
  async function otherClient(name: string): Promise<{ socket: Socket; closed: Promise<void> }> {
    const socket = connect(home.port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.write(`CLIENT SETNAME ${name}\r\n`);
    await new Promise((resolve) => socket.once('data', resolve));
    return { socket, closed };
  }
  const clients = async () => clientsReport.parse(await services.server.clients('main'));

  test('clients › a program of this computer › is named, and disconnected by its id with the reason in Activity', async () => {
    const { closed } = await otherClient('worker');
    const all = await clients();
    const found = all.clients.find(({ name }) => name === 'worker');
    expect(found).toMatchObject({ own: false, role: 'normal', database: 0, command: 'CLIENT SETNAME' });
    if (process.platform === 'linux') expect(found?.program).toContain(`(pid ${process.pid})`);
    expect(all).toMatchObject({ limit: expect.any(Number) });
    const target = { id: 'main', client: found?.id ?? 0 };
    // A restarted server reuses ids: another address is another client.
    expect(await services.server.killClient({ ...target, address: '127.0.0.1:1' })).toMatchObject({ killed: false });
    const address = found?.address ?? '';
    const done = await services.server.killClient({ ...target, address, reason: 'leaks\u001b[2J' });
    expect(done).toEqual({ ...target, address, killed: true });
    await closed;
    const { items } = await services.activity.list({ kinds: ['kill-client'], limit: 5 });
    expect(items).toMatchObject([{ instance: 'main', face: 'browser', detail: `${address}: leaks\\x1b[2J` }]);
    expect(await services.server.killClient(target)).toMatchObject({ killed: false });
  });

  test('clients › this app’s own connections › are marked and not disconnected', async () => {
    const own = (await clients()).clients.find((client) => client.own);
    const killed = services.server.killClient({ id: 'main', client: own?.id ?? 0 });
    await expect(killed).rejects.toMatchObject({ code: 'BAD_VALUE', data: { field: 'client' } });
  });

  test('clients › CLIENT is not permitted › this panel alone says so', async () => {
    await cli('acl', 'setuser', 'default', '-client|list');
    try {
      await expect(services.server.clients('main')).rejects.toMatchObject({ code: 'COMMAND_UNAVAILABLE' });
      expect((await report()).refused).toBeNull();
    } finally {
      await cli('acl', 'setuser', 'default', '+client|list');
    }
  });

  test('terminal › clients › lists them, and disconnects one after --yes', async () => {
    const { closed } = await otherClient('terminal-worker');
    const listed = await terminal('--section', 'clients', '--json');
    const { id } = clientsReport.parse(listed.json()).clients.find(({ name }) => name === 'terminal-worker') ?? {};
    expect((await terminal('--section', 'clients')).stdout).toContain('terminal-worker');
    expect(await terminal('--kill-client', String(id))).toMatchObject({ code: 2 });
    const killed = await terminal('--kill-client', String(id), '--reason', 'test', '--yes', 'yes');
    expect(killed).toMatchObject({ code: 0, stdout: expect.stringContaining(`Disconnected client ${id}`) });
    await closed;
    expect(await terminal('--kill-client', '999999', '--yes', 'yes')).toMatchObject({ code: 3 });
  });

  test('latency › events of the server › with the advice of LATENCY DOCTOR, and explained in the terminal', async () => {
    await cli('config', 'set', 'latency-monitor-threshold', '1');
    await cli('eval', BUSY_LOOP, '0');
    const found = latencyReport.parse(await services.server.latency({ id: 'main' }));
    expect(found).toMatchObject({ thresholdMs: 1, latest: { refused: null }, doctor: { refused: null } });
    expect(found.latest.value?.[0]?.maxMs).toBeGreaterThan(0);
    expect(found.events.length).toBeGreaterThan(0);
    expect(found.doctor.value).toMatch(/latency/i);
    const { stdout } = await terminal('--section', 'latency');
    expect(stdout).toContain('a slow command');
    expect(stdout).toContain('LATENCY DOCTOR says:');
  });

  test('memory › MEMORY STATS and DOCTOR › what the memory is used for; a refused part alone is missing', async () => {
    const found = memoryReport.parse(await services.server.memory('main'));
    expect(found.usage.map(({ use }) => use)).toEqual(expect.arrayContaining(['data', 'startup', 'clients']));
    expect(found.clients.map(({ kind }) => kind)).toContain('own');
    expect(found.doctor.value).toBeTruthy();
    expect((await terminal('--section', 'memory')).stdout).toContain('keys and values');
    await cli('acl', 'setuser', 'default', '-memory|doctor');
    try {
      const refused = memoryReport.parse(await services.server.memory('main'));
      expect(refused.doctor).toMatchObject({ value: null, refused: { why: 'not-permitted' } });
      expect(refused.usedBytes).toBeGreaterThan(0);
    } finally {
      await cli('acl', 'setuser', 'default', '+memory|doctor');
    }
  });

  test('persistence › before and after a save › changes, result and save points', async () => {
    await cli('set', 'changed', '1');
    expect((await services.server.persistence('main')).changesSinceSave).toBeGreaterThan(0);
    await cli('bgsave');
    const saved = await waitFor('the save to end', async () => {
      const report = persistenceReport.parse(await services.server.persistence('main'));
      return report.lastSaveOk && !report.saving ? report : null;
    });
    expect(saved).toMatchObject({ changesSinceSave: 0, lastSaveOk: true, loading: false, aof: { enabled: false } });
    expect(saved.savePoints).toContain('900 1');
    expect((await terminal('--section', 'persistence')).stdout).toContain('succeeded in');
  });

  test('replication › a master and its replica › role, link and how far it is behind', async () => {
    expect(await services.server.replication('main')).toMatchObject({ role: 'master', master: null, replicas: [] });
    expect((await terminal('--section', 'replication')).stdout).toContain('No replicas are connected.');
    const begun = await services.tenants.create({ id: 'copy', runtime: 'process', generatePassword: false });
    await services.operations.settled(begun.id);
    const { port } = await services.instances.status('copy');
    await redisCli(port ?? 0, 'replicaof', '127.0.0.1', String(home.port));
    const master = await waitFor('the replica to be online', async () => {
      const report = replicationReport.parse(await services.server.replication('main'));
      return report.replicas[0]?.state === 'online' ? report : null;
    });
    expect(master.replicas).toMatchObject([{ address: expect.stringContaining(`:${port}`) }]);
    const replica = replicationReport.parse(await services.server.replication('copy'));
    expect(replica).toMatchObject({ role: 'replica', master: { host: '127.0.0.1', port: home.port, link: 'up' } });
    expect((await terminal('--section', 'replication', '--instance', 'copy')).stdout).toContain('replica');
    await redisCli(port ?? 0, 'replicaof', 'no', 'one');
  });

  test('acl › users and refused commands › without passwords, hashes and control characters', async () => {
    await cli('acl', 'setuser', 'app', 'on', '>hunter2', '~cache:*', '+get');
    await cli('--user', 'app', '--pass', 'hunter2', '--no-auth-warning', 'set', 'k', 'v').catch(() => undefined);
    await cli('--user', 'app', '--pass', 'wrong', '--no-auth-warning', 'get', 'k').catch(() => undefined);
    const found = aclReport.parse(await services.server.acl('main'));
    expect(found).toMatchObject({ ownUser: 'default', userCount: 2 });
    expect(found.users.value).toMatchObject([{ name: 'app', passwords: 1, keys: '~cache:*' }, { name: 'default' }]);
    const refused = found.log.value?.find(({ reason, user }) => reason === 'command' && user === 'app');
    expect(refused).toMatchObject({ object: 'set' });
    expect(found.log.value?.find(({ reason }) => reason === 'auth')?.object).toBe('');
    expect(JSON.stringify(found)).not.toMatch(/hunter2|#[0-9a-f]{64}/);
    const { stdout } = await terminal('--section', 'acl');
    expect(stdout).toContain('~cache:*');
    await cli('acl', 'deluser', 'app');
  });

  /** One sample of main, as the recorder of a client that stays open takes it. */
  async function sampleAt(send: (tick: MetricsTick) => void, at: Date): Promise<void> {
    const { info } = await link.ask(5000);
    send({ startedAt: at, at, statuses: [], samples: [], info: new Map([['main', info]]), recording: true });
  }

  test('a time › recorded by the client that stays open › its commands, slow commands, latency and clients', async () => {
    let send: (tick: MetricsTick) => void = () => undefined;
    const end = services.server.record({
      onTick(listener) {
        send = listener;
        return () => undefined;
      },
    });
    const { socket } = await otherClient('spike-worker');
    const start = Date.now() - 5000;
    const has = (name: LineLogName) => {
      const range = { id: 'main', name, fromMs: start, toMs: Number.POSITIVE_INFINITY, limit: 10 } as const;
      return readLineLog(home.path, range, (line) => line as LoggedLine | null);
    };
    await sampleAt(send, new Date(start));
    await waitFor('the clients to be recorded', async () => (await has('clients')).length > 0);
    await cli('eval', "for i = 1, 500 do redis.call('set', 'spike:' .. i, i) end", '0');
    await sampleAt(send, new Date(start + 5000));
    await waitFor('the commands to be recorded', async () => (await has('commands')).length > 0);
    await end();
    socket.destroy();
    const time = { from: new Date(start - 1000).toISOString(), to: new Date(start + 6000).toISOString() };
    const found = momentReport.parse(await services.server.moment({ id: 'main', ...time }));
    expect(found.commands.find(({ command }) => command === 'SET')?.calls).toBeGreaterThanOrEqual(500);
    expect(found.commandsFrom).toBe(new Date(start).toISOString());
    expect(found.clients?.groups.map(({ name }) => name)).toContain('spike-worker');
    const shown = await terminal('--section', 'moment', '--since', time.from, '--until', time.to);
    expect(shown.stdout).toMatch(/SET .*\d/);
    expect(shown.stdout).toContain('spike-worker');
    const quiet = { from: new Date(start - 7_200_000).toISOString(), to: new Date(start - 7_190_000).toISOString() };
    expect(await services.server.moment({ id: 'main', ...quiet })).toMatchObject({
      commands: [],
      slow: [],
      clients: null,
    });
    const empty = await terminal('--section', 'moment', '--since', quiet.from, '--until', quiet.to);
    expect(empty.stdout).toContain('Nothing was recorded in this time.');
    const backwards = { id: 'main', from: time.to, to: time.from };
    await expect(services.server.moment(backwards)).rejects.toMatchObject({ code: 'BAD_VALUE' });
    expect(await terminal('--section', 'moment')).toMatchObject({ code: 2 });
  });

  test.each([
    [[], 'Name the part to show with --section'],
    [['--section', 'nothing'], '--section'],
    [['--section', 'clients', '--since', '1h'], '--since is only for --section slow-log, latency, moment'],
    [['--section', 'slow-log', '--reason', 'x'], '--reason is only for'],
    [['--section', 'slow-log', '--kill-client', '1'], '--kill-client is only for'],
    [['--section', 'slow-log', '--since', '1h', '--until', '2h'], '--until is earlier than --since'],
    [['--kill-client', '0'], '--kill-client'],
  ])('terminal › %j › refused with exit code 2', async (args, message) => {
    const { code, stderr } = await terminal(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('a stopped instance › the slow log shows what was recorded; clients need a running server', async () => {
    await services.operations.settled((await services.instances.stop('main', { acceptsLoss: true })).id);
    await waitFor('main to be stopped', async () => (await services.instances.status('main')).state === 'stopped');
    const found = await report();
    expect(found).toMatchObject({ thresholdUsec: null, refused: { why: 'not-running' } });
    expect(found.count).toBeGreaterThan(0);
    await expect(services.server.clients('main')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    expect(await terminal('--section', 'clients')).toMatchObject({ code: 3 });
  });
});
