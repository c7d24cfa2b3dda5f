import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Services } from '../../electron/services/services.ts';
import type { ActivityEvent, ActivityKind } from '../../shared/contract/activity.ts';
import type { SettingsChangeRequest } from '../../shared/contract/settings.ts';
import { useBackupHome } from '../support/backup-home.ts';
import { dockerAt } from '../support/docker-host.ts';
import { describeNeeding } from '../support/needs.ts';
import { redisCli } from '../support/redis-cli.ts';
import { startServices } from '../support/start-services.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

const secret = 'correct-horse-battery';

/** A client that stays open, beside the CLI: it polls ten times as often as usual. */
async function useWatcher(env: Readonly<Record<string, string>>): Promise<Services> {
  const watcher = await startServices({ env, client: 'browser' });
  onTestFinished(() => watcher.close());
  await watcher.metrics.saveSettings({ intervalMs: 1000, watchedIntervalMs: 250 });
  const end = new AbortController();
  onTestFinished(() => end.abort());
  void (async () => {
    for await (const _ of watcher.metrics.follow(end.signal));
  })();
  return watcher;
}

/** Waits until the watcher has polled the current state. */
async function lookedAt(watcher: Services): Promise<void> {
  let looks = 0;
  const end = watcher.metrics.onTick(({ recording }) => {
    if (recording) looks += 1;
  });
  await waitFor('two looks of the one that records', () => looks >= 2);
  end();
}

async function logText(home: string): Promise<string> {
  const folder = join(home, 'redis/desktop/activity');
  return (await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))).join('');
}

describeNeeding(['redis', 'posix'], 'activity log', () => {
  it('operations of every client and events of the server › each at its time, without a secret', async () => {
    const { home, services, done, backUp } = await useBackupHome();
    const begun = Date.now();
    const watcher = await useWatcher(home.env);
    const events = async (kind: ActivityKind): Promise<ActivityEvent[]> =>
      (await watcher.activity.list({ kinds: [kind], limit: 10 })).items;
    const one = (kind: ActivityKind) => waitFor(`an event ${kind}`, async () => (await events(kind))[0]);
    await redisCli(home.port, 'eval', "for i=1,100 do redis.call('set','k'..i,'v') end", '0');
    await lookedAt(watcher);

    // By another program.
    await redisCli(home.port, 'flushall');
    expect(await one('keys-dropped')).toMatchObject({
      instance: 'main',
      face: null,
      outcome: null,
      title: 'main lost 100 keys',
    });
    await redisCli(home.port, 'config', 'set', 'slowlog-log-slower-than', '0');
    await redisCli(home.port, 'set', 'token', secret);
    await redisCli(home.port, 'auth', secret).catch(() => undefined);
    await redisCli(home.port, 'config', 'set', 'masterauth', secret);
    await waitFor('the slow commands', async () =>
      (await events('slow-command')).some(({ title }) => /SET token/.test(title)),
    );
    await redisCli(home.port, 'config', 'set', 'slowlog-log-slower-than', '10000');

    // By the CLI.
    const request: SettingsChangeRequest = {
      kind: 'changes',
      changes: { 'maxmemory-policy': 'noeviction', requirepass: secret },
    };
    const { hash } = await services.settings.plan('main', request);
    await done(services.settings.apply('main', request, hash));
    const [config] = await events('config');
    expect(config).toMatchObject({ instance: 'main', face: 'terminal', outcome: 'succeeded', level: 'info' });
    expect(config?.detail).toContain('maxmemory-policy allkeys-lru → noeviction');
    expect(config?.detail).toContain('requirepass');
    const back: SettingsChangeRequest = { kind: 'changes', changes: { requirepass: '' } };
    await done(services.settings.apply('main', back, (await services.settings.plan('main', back)).hash));
    await backUp('of-today');
    expect((await events('backup'))[0]).toMatchObject({
      backup: 'of-today',
      detail: expect.stringMatching(/^of-today, .* 1 key, verified$/),
    });
    await done(services.backups.flush('main', 'all'));
    expect((await events('flush'))[0]?.detail).toMatch(/^1 key removed from all databases; safety backup /);
    await services.backups.remove('main', 'of-today');
    expect((await events('delete-backup'))[0]).toMatchObject({ backup: 'of-today', face: 'terminal' });
    await done(services.backups.restore('main', 'no-such')).catch(() => undefined);
    await done(services.instances.restart('main'));
    await lookedAt(watcher);
    // The app's own actions are not reported as events.
    expect(await events('keys-dropped')).toHaveLength(1);
    expect((await events('started-outside')).concat(await events('crashed'))).toEqual([]);

    // A kill, which also raises an alert; the restart resolves it.
    const pid = Number(/process_id:(\d+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1]);
    process.kill(pid, 'SIGKILL');
    expect(await one('crashed')).toMatchObject({ instance: 'main', level: 'fail', face: null });
    const raised = await waitFor('the alert', async () => (await watcher.alerts.list())[0]);
    expect(raised).toMatchObject({ id: 'down:main', level: 'fail', title: 'main is down' });
    const seen = await services.alerts.acknowledge('down:main');
    expect(seen.acknowledgedAt).not.toBeNull();
    await done(services.instances.start('main'));
    await waitFor('the alert to be over', async () => (await watcher.alerts.list()).length === 0);
    expect((await events('alert'))[0]?.title).toBe('main is down');
    expect((await events('alert-over'))[0]?.title).toBe('Resolved: main is down');

    const { items, unreadable } = await watcher.activity.list({ limit: 1000 });
    expect(unreadable).toBe(0);
    const outOfTime = items.filter(
      ({ at, kind }) => kind !== 'install' && !(Date.parse(at) >= begun - 1000 && Date.parse(at) <= Date.now()),
    );
    expect(outOfTime).toEqual([]);
    expect(await logText(home.path)).not.toContain(secret);
  });
});

describeNeeding(['redis', 'docker'], 'activity log of a container', () => {
  it.runIf(thorough)(thoroughly('another program kills or restarts it › the event says how it ended'), async () => {
    const { home, services, done } = await useBackupHome({ runtime: 'docker' });
    const watcher = await useWatcher(home.env);
    const container = dockerAt(home.dockerHost ?? '').getContainer(`${home.token}-main`);
    const kinds = async () =>
      (await watcher.activity.list({ clients: ['seen'], limit: 20 })).items.map(({ kind }) => kind);
    await lookedAt(watcher);
    await container.kill();
    await waitFor('the kill', async () => (await kinds()).includes('crashed'));
    await done(services.instances.start('main'));
    await lookedAt(watcher);
    await container.restart();
    await waitFor('the restart', async () => (await kinds()).includes('started-outside'));
    expect((await watcher.activity.list({ kinds: ['crashed'], limit: 5 })).items).toMatchObject([
      { instance: 'main', level: 'fail', detail: expect.stringContaining('exit code 137') },
    ]);
  });
});
