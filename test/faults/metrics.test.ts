import { mkdir, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, type TestContext, test } from 'vitest';
import type { RangeInput } from '../../electron/services/metrics/history/range.ts';
import { readRange } from '../../electron/services/metrics/history/range.ts';
import { createRecorder } from '../../electron/services/metrics/history/recorder.ts';
import type { MetricsTick } from '../../electron/services/metrics/metrics.ts';
import { createLogger } from '../../electron/services/platform/log/logger.ts';
import type { Services } from '../../electron/services/services.ts';
import type { MetricKey, MetricSeries } from '../../shared/contract/metrics.ts';
import type { ClientKind } from '../../shared/contract/values.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { runProgram } from '../support/run-program.ts';
import { connectServe } from '../support/serve-client.ts';
import { startServe } from '../support/start-serve.ts';
import { startServices } from '../support/start-services.ts';
import { newTenant } from '../support/tenant-fixture.ts';
import type { TestHome } from '../support/test-home.ts';
import { thorough } from '../support/thorough.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { waitFor } from '../support/wait-for.ts';

/** A home that is sampled at the shortest interval. */
async function useFastHome(): Promise<TestHome> {
  const home = await useTestHome({ docker: false });
  const folder = join(home.path, 'redis/desktop/metrics');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ intervalMs: 1000, watchedIntervalMs: 250 }));
  return home;
}

interface ClientOfHome {
  readonly services: Services;
  readonly ticks: MetricsTick[];
}

async function useClient(home: TestHome, client: ClientKind): Promise<ClientOfHome> {
  const services = await startServices({ env: home.env, client });
  onTestFinished(() => services.close());
  const ticks: MetricsTick[] = [];
  services.metrics.onTick((tick) => void ticks.push(tick));
  return { services, ticks };
}

/** The service of a client, or a connection to one. */
interface Ranged {
  range(input: {
    ids: string[];
    metrics: MetricKey[];
    from: string;
    to: string;
    points: number;
  }): Promise<{ readonly series: readonly MetricSeries[] }>;
}

/** The times, in seconds since 1970, of an instance's samples. */
async function secondsOf(api: Ranged, id: string, from: Date): Promise<readonly number[]> {
  const begun = Math.floor(from.getTime() / 1000) * 1000;
  const [first, last] = [new Date(begun).toISOString(), new Date(begun + 300_000).toISOString()];
  const { series } = await api.range({ ids: [id], metrics: ['keys'], from: first, to: last, points: 300 });
  return (series[0]?.last ?? []).flatMap((value, index) => (value === null ? [] : [begun / 1000 + index]));
}

const install = async ({ services }: ClientOfHome) =>
  services.operations.settled((await services.instances.install({ runtime: 'process' })).id);

describeNeeding(['redis'], 'the recorder', () => {
  test('kill -9 › loses one sample at most, and another client continues immediately', async () => {
    const home = await useFastHome();
    const begun = new Date();
    const serve = await startServe(home);
    onTestFinished(() => serve.kill('SIGKILL'));
    const { api, close } = await connectServe(serve);
    onTestFinished(close);
    await api.instances.install({ runtime: 'process' });
    const seen: number[] = [];
    for await (const { at, items } of await api.metrics.follow()) {
      if (items.length > 0) seen.push(Math.floor(Date.parse(at) / 1000));
      if (new Set(seen).size >= 4) break;
    }
    const desktop = await useClient(home, 'desktop');
    await waitFor('the desktop to look', () => desktop.ticks.length >= 2);
    expect(desktop.ticks.map(({ recording }) => recording)).not.toContain(true);
    await serve.kill('SIGKILL');

    const killedAt = desktop.ticks.length;
    await waitFor('the desktop to record', () => desktop.ticks.slice(killedAt).filter(({ recording }) => recording)[1]);
    expect(desktop.ticks.slice(killedAt).findIndex(({ recording }) => recording)).toBeLessThanOrEqual(2);
    const kept = await secondsOf(desktop.services.metrics, 'main', begun);
    const lost = [...new Set(seen)].filter((second) => !kept.includes(second));
    expect(lost.length).toBeLessThanOrEqual(1);

    await desktop.services.close();
    const again = await startServe(home);
    onTestFinished(() => again.kill());
    const client = await connectServe(again);
    onTestFinished(client.close);
    const still = await secondsOf(client.api.metrics, 'main', begun);
    expect(kept.filter((second) => !still.includes(second))).toEqual([]);
    expect(await readFile(join(home.path, 'redis/desktop/app.log'), 'utf8').catch(() => '')).not.toContain('damage');
  });

  test('two open clients › one records, and the other one when that closes', async () => {
    const home = await useFastHome();
    const [first, second] = [await useClient(home, 'browser'), await useClient(home, 'desktop')];
    await install(first);
    const recorder = await waitFor('one of them to record', () =>
      [first, second].find(({ ticks }) => ticks.filter(({ recording }) => recording).length >= 2),
    );
    const other = recorder === first ? second : first;
    await waitFor('the other to look', () => other.ticks.length >= 2);
    expect(other.ticks.map(({ recording }) => recording)).not.toContain(true);
    await recorder.services.close();
    const since = other.ticks.length;
    await waitFor('the other to record', () => other.ticks.slice(since).some(({ recording }) => recording));
    expect(other.ticks.slice(since).findIndex(({ recording }) => recording)).toBeLessThanOrEqual(1);
  });

  test('a server does not answer › a gap, then it continues', async () => {
    const home = await useFastHome();
    const begun = new Date();
    const client = await useClient(home, 'browser');
    await install(client);
    await newTenant(client.services, { id: 'other', runtime: 'process' });
    const measured = (id: string) => client.ticks.at(-1)?.samples.some((sample) => sample.id === id);
    await waitFor('both to be measured', () => measured('main') && measured('other'));
    const pid = Number(/process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1]);
    process.kill(pid, 'SIGSTOP');
    const stoppedAt = Date.now() / 1000;
    try {
      const silent = () => client.ticks.filter(({ samples }) => samples.length === 1 && samples[0]?.id === 'other');
      await waitFor('the other to be measured alone', () => silent().length >= (thorough ? 30 : 3));
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const resumedAt = Date.now() / 1000;
    const since = client.ticks.length;
    await waitFor('main to be measured again', () => {
      const rates = client.ticks.slice(since).map(({ samples }) => samples.find(({ id }) => id === 'main')?.values);
      return rates.some((values) => values?.commandsPerSecond != null);
    });
    const kept = await secondsOf(client.services.metrics, 'main', begun);
    expect(kept.some((second) => second < stoppedAt)).toBe(true);
    expect(kept.filter((second) => second > stoppedAt + 1 && second + 1 < resumedAt)).toEqual([]);
    expect(kept.some((second) => second >= Math.floor(resumedAt))).toBe(true);
  });
});

/** A disk of 1 MB for the calling test, if this machine allows mounting one. */
async function useSmallDisk(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID ?? 'run'}-disk-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { code, stderr } = await runProgram('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (code !== 0) context.skip(`this machine lets nobody mount a small disk: ${stderr.trim()}`);
  onTestFinished(async () => void (await runProgram('umount', [folder])));
  return folder;
}

describeNeeding(['linux', 'root'], 'the recorder', () => {
  test('a full disk › pauses, says so, and continues', async (context) => {
    const folder = await useSmallDisk(context);
    const recorder = createRecorder(folder, createLogger(folder), () => 90);
    const begun = Date.now();
    let at = begun;
    const tick = async () => {
      at += 1000;
      expect(await recorder.claim(['main'])).toBe(true);
      await recorder.write(new Date(at), [{ id: 'main', sinceMs: 1000, values: { keys: 1, pingMs: 2 } }], ['main']);
    };
    const kept = async () =>
      (await secondsOf({ range: (input) => rangeOf(folder, input) }, 'main', new Date(begun))).length;
    const log = () => readFile(join(folder, 'redis/desktop/app.log'), 'utf8').catch(() => '');
    for (let ticks = 0; ticks < 5; ticks++) await tick();
    expect(await kept()).toBe(5);
    const { bavail, bsize } = await statfs(folder);
    await writeFile(join(folder, 'filler'), Buffer.alloc(bavail * bsize));
    // The last block of the file is filled first. A log that does not exist yet has none.
    await waitFor('the recording to pause', async () => {
      const before = await kept();
      await tick();
      return (await kept()) === before;
    });
    const full = await kept();
    for (let ticks = 0; ticks < 5; ticks++) await tick();
    expect(await kept()).toBe(full);
    await rm(join(folder, 'filler'));
    for (let ticks = 0; ticks < 5; ticks++) await tick();
    expect(await kept()).toBe(full + 5);
    await waitFor('the log to say so', async () =>
      /metrics recording resumed; paused since .*ENOSPC/.test(await log()),
    );
    expect(await log()).not.toContain('damage');
    await recorder.release();
  });
});

const rangeOf = (home: string, input: RangeInput) =>
  readRange(join(home, 'redis/desktop/metrics'), input, (id, file) => {
    throw new Error(`${file} of ${id} is said to be damaged`);
  });
