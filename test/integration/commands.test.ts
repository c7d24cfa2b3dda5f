import { expect, onTestFinished, test } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import { type CommandSample, commandSample } from '../../shared/contract/command-stats.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runManage } from '../support/run-manage.ts';
import { servicesOnHome } from '../support/tenant-fixture.ts';

const INTERVAL_MS = 250;

/** Samples of main one by one, at the shortest interval. */
function useLooks(services: Services) {
  const end = new AbortController();
  const samples = services.metrics.commands('main', INTERVAL_MS, end.signal);
  const ended = async () => {
    end.abort();
    await samples.return(undefined);
  };
  onTestFinished(ended);
  const next = async (): Promise<CommandSample> => {
    const { value, done } = await samples.next();
    if (done) throw new Error('the samples have ended');
    return value;
  };
  /** The next sample that meets the condition. */
  const until = async (accepts: (sample: CommandSample) => boolean): Promise<CommandSample> => {
    for (let sample = await next(); ; sample = await next()) if (accepts(sample)) return sample;
  };
  return { next, until, end: ended };
}

/** Counts the ticks since the call, including the first: a slow machine takes more of them for the same samples. */
function ticksSince(): () => number {
  const begun = performance.now();
  return () => 1 + Math.ceil((performance.now() - begun) / INTERVAL_MS);
}

const of = (sample: CommandSample, command: string) => sample.commands.find((one) => one.command === command);

describeNeeding(['redis', 'posix'], 'command statistics', () => {
  test('a view and a terminal follow them › both get them; nothing is polled without a reader', async () => {
    const { home, services } = await servicesOnHome({ docker: false });
    await services.metrics.saveSettings({ intervalMs: 60_000, watchedIntervalMs: 1000 });
    const none = services.metrics.commands('nobody', INTERVAL_MS);
    await expect(none.next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await services.operations.settled((await services.instances.install({ runtime: 'process' })).id);
    const settled = async (begun: Promise<{ readonly id: string }>) => services.operations.settled((await begun).id);
    const info = async () =>
      Number(/cmdstat_info:calls=(\d+)/.exec(await redisCli(home.port, 'info', 'commandstats'))?.[1] ?? 0);

    const samples = useLooks(services);
    expect(await samples.next()).toMatchObject({ id: 'main', state: 'answering', reason: null, sinceMs: null });
    await redisCli(home.port, 'eval', "for i = 1, 500 do redis.call('set', 'k' .. i, i) end", '0');
    await redisCli(home.port, 'lpush', 'k1', 'no list').catch(() => undefined);
    await redisCli(home.port, 'get').catch(() => undefined);
    const sample = await samples.until((one) => (of(one, 'set')?.recent?.callsPerSecond ?? 0) > 0);
    expect(commandSample.parse(sample)).toEqual(sample);
    const set = of(sample, 'set');
    expect(set).toMatchObject({ calls: 500, rejected: 0, failed: 0 });
    expect((set?.recent?.callsPerSecond ?? 0) * ((sample.sinceMs ?? 0) / 1000)).toBeCloseTo(500, 0);
    expect(set?.recent?.usecPerCall).toBeGreaterThan(0);
    expect(sample.busyShare).toBeGreaterThan(0);
    const shares = sample.commands.map(({ recent }) => recent?.timeShare ?? 0);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    if (sample.percentiles === 'known') expect(set?.p99Usec).toBeGreaterThan(0);
    const later = await samples.until((one) => of(one, 'get') !== undefined && of(one, 'lpush') !== undefined);
    expect([of(later, 'lpush')?.failed, of(later, 'get')?.rejected, of(later, 'get')?.calls]).toEqual([1, 1, 0]);
    expect(later.errors.map(({ code }) => code).sort()).toEqual(['ERR', 'WRONGTYPE']);

    // Each tick asks once for all readers. A client that reads nothing asks nothing.
    const second = useLooks(services);
    await second.next();
    const shown = services.live.statuses(INTERVAL_MS);
    await shown.next();
    const before = await info();
    const ticks = ticksSince();
    for (let tick = 0; tick < 3; tick++) await Promise.all([samples.next(), second.next(), shown.next()]);
    expect((await info()) - before).toBeLessThanOrEqual(ticks() + 1);
    await shown.return(undefined);
    await second.end();

    await redisCli(home.port, 'config', 'resetstat');
    expect((await samples.until((one) => of(one, 'set') === undefined)).sinceMs).toBeNull();
    await samples.until(({ sinceMs }) => sinceMs !== null);
    await settled(services.instances.restart('main'));
    const restarted = await samples.until(({ state, sinceMs }) => state === 'answering' && sinceMs !== null);
    expect(restarted.commands.every(({ recent }) => (recent?.callsPerSecond ?? 0) >= 0)).toBe(true);

    await redisCli(home.port, 'acl', 'setuser', 'default', '-info');
    expect(await samples.until(({ state }) => state !== 'answering')).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('NOPERM'),
      commands: [],
    });
    await redisCli(home.port, 'acl', 'setuser', 'default', '+info');
    await samples.until(({ state }) => state === 'answering');
    await samples.end();
    const unseen = await info();
    const live = services.live.statuses(INTERVAL_MS);
    const liveTicks = ticksSince();
    for (let tick = 0; tick < 3; tick++) await live.next();
    await live.return(undefined);
    expect((await info()) - unseen).toBeLessThanOrEqual(liveTicks() + 1);

    const commands = (...args: readonly string[]) => runManage(['--action', 'commands', ...args], home.env);
    const text = await commands();
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^main: [\d,]+ calls since its start.*\n\nCommand +Calls +µs\/call +Time /);
    expect(text.stdout).toMatch(/^info +\d+ +[\d.]+ +[\d.]+ % +[1-9]\d* +0 /m);
    const rates = await commands('--interval', '0.25', '--count', '2', '--json');
    const documents = rates.stdout.trimEnd().split('\n');
    expect(documents).toHaveLength(2);
    for (const line of documents) expect(commandSample.parse(JSON.parse(line)).sinceMs).toBeGreaterThan(0);
    await settled(services.instances.stop('main'));
    expect(await commands()).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('is not running') });
  });
});
