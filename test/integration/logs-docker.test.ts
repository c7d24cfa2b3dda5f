import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { LogLine } from '../../shared/contract/logs.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { servicesOnHome } from '../support/tenant-fixture.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

/** Main in a container, on a computer whose clock is in another zone than the container's. */
async function installed() {
  const zone = process.env.TZ;
  process.env.TZ = 'Asia/Kolkata';
  onTestFinished(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  const { home, services } = await servicesOnHome();
  const begun = await services.instances.install({ runtime: 'docker' });
  expect((await services.operations.settled(begun.id)).error).toBeNull();
  const docker = dockerAt(home.dockerHost ?? '');
  /** Prints a line to the container's output, outside the log file. */
  const print = async (script: string) => {
    const container = docker.getContainer(`${home.token}-main`);
    const exec = await container.exec({ Cmd: ['sh', '-c', `{ ${script}; } >/proc/1/fd/1`] });
    await exec.start({ Detach: true });
  };
  const logged = (text: string) => redisCli(home.port, 'eval', 'redis.log(redis.LOG_WARNING, ARGV[1])', '0', text);
  const restarted = async () => {
    const { id } = await services.instances.restart('main');
    expect((await services.operations.settled(id)).error).toBeNull();
  };
  const folder = join(home.path, 'redis');
  return { home, services, print, logged, restarted, path: join(folder, 'logs/redis.log'), folder };
}

type Installed = Awaited<ReturnType<typeof installed>>;

function follow(services: Installed['services']) {
  const abort = new AbortController();
  const items: LogLine[] = [];
  let opened = false;
  const done = (async () => {
    for await (const batch of services.logs.follow({ id: 'main', lines: 1000 }, abort.signal)) {
      opened = true;
      items.push(...batch.items);
    }
  })();
  onTestFinished(async () => {
    abort.abort();
    await done;
  });
  const of = (text: string) => items.filter((line) => line.text.startsWith(text)).map(({ source }) => source);
  return { items, of, opened: () => waitFor('the first batch', () => opened) };
}

describeNeeding(['docker', 'redis'], 'log of a container', () => {
  it('file and output, a restart and a rotation › each line once, in order of time', async () => {
    const { services, print, logged, restarted, path } = await installed();
    const followed = follow(services);
    await followed.opened();
    await print('echo shell one');
    await logged('redis one');
    await waitFor('both', () => followed.of('shell one').length > 0 && followed.of('redis one').length > 0);
    await rename(path, `${path}.1`);
    await logged('redis two');
    await restarted();
    await logged('redis three');
    await print('echo shell two; x=$(printf %0100000d 7); echo "$x"');
    await waitFor('what was printed', () => followed.of('shell two').length > 0 && followed.of('000').length > 0);

    const { items, notes } = await services.logs.recent({ id: 'main', lines: 1000 });
    expect(notes).toEqual([]);
    for (const lines of [items, followed.items]) {
      const ours = lines.filter(({ text }) => /^(shell|redis) (one|two|three)/.test(text));
      expect(ours.map(({ text, source }) => `${source} ${text}`).sort()).toEqual(
        ['output shell one', 'file redis one', 'file redis two', 'file redis three', 'output shell two'].sort(),
      );
      const starts = lines.filter(({ text }) => text.startsWith('Ready to accept connections'));
      expect(starts.map(({ source }) => source)).toEqual(['file', 'file']);
      const long = lines.filter(({ text }) => text.startsWith('000'));
      expect(long).toHaveLength(1);
      expect(long[0]?.text).toMatch(/^0+… \(cut: the line has 100,000 bytes\)$/);
    }
    const times = items.flatMap(({ at }) => (at === null ? [] : [Date.parse(at)]));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(items.findIndex(({ text }) => text === 'shell one')).toBeLessThan(
      items.findIndex(({ text }) => text === 'redis two'),
    );
    // Read in the time zone of the container's clock.
    expect(Math.abs(Date.now() - (times.at(-1) ?? 0))).toBeLessThan(60_000);
  });

  // Lines of a single source are tested without a container as well.
  it.runIf(thorough)(thoroughly('only its output has lines › shown as long as the engine answers'), async () => {
    const { home, services, logged, restarted, folder } = await installed();
    const conf = join(folder, 'config/redis.conf');
    await writeFile(conf, (await readFile(conf, 'utf8')).replace(/^logfile .*$/m, 'logfile ""'));
    await restarted();
    const followed = follow(services);
    await followed.opened();
    await logged('to the output');
    await waitFor('the line', () => followed.of('to the output').length > 0);
    expect(followed.of('to the output')).toEqual(['output']);
    const { items } = await services.logs.recent({ id: 'main', lines: 1000, filter: { text: 'ready to accept' } });
    expect(items.map(({ source, level }) => `${source} ${level}`)).toEqual(['file notice', 'output notice']);

    const elsewhere = { ...home.env, DOCKER_HOST: `unix://${home.path}/gone.sock` };
    const record = join(home.path, 'redis/desktop/main.json');
    await writeFile(record, (await readFile(record, 'utf8')).replaceAll(home.dockerHost ?? '', elsewhere.DOCKER_HOST));
    const without = await createServices({ env: elsewhere, client: 'terminal' });
    onTestFinished(() => without.close());
    const left = await without.logs.recent({ id: 'main', lines: 1000 });
    expect(left.items.some(({ text }) => text === 'to the output')).toBe(false);
    expect(left.items.some(({ text }) => text.startsWith('Ready to accept'))).toBe(true);
    expect(left.notes).toEqual([expect.stringContaining('engine is not responding')]);
  });
});
