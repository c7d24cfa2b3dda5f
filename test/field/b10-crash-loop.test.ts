import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadTestImage, useDockerHome } from '../integration/docker-fixture.ts';
import { describeNeeding } from '../support/needs.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { waitFor } from '../support/wait-for.ts';

describeNeeding(['redis', 'docker', 'linux'], 'B10 › a container that crashes in a loop › docker', () => {
  test('its redis.conf is corrected › start waits for the restart and succeeds', async () => {
    const fixture = await useDockerHome();
    await loadTestImage(fixture);
    const { home, docker, image } = fixture;
    const env = { ...home.env, REDIS_IMAGE: image };
    const run = (...line: string[]) => runInProcess(['--action', ...line, '--json'], env);
    expect(await run('install', '--runtime', 'docker')).toMatchObject({ code: 0 });
    const conf = join(home.path, 'redis/config/redis.conf');
    const good = await readFile(conf, 'utf8');
    await appendFile(conf, '\nno-such-directive yes\n');
    const container = docker.getContainer(`${home.token}-main`);
    await container.restart({ t: 2 }).catch(() => undefined);
    await waitFor('three restarts', async () => (await container.inspect()).RestartCount > 3);
    await waitFor('the pause between two tries', async () => (await container.inspect()).State.Restarting);
    await writeFile(conf, good);
    const started = await run('start');
    expect(started).toMatchObject({ code: 0 });
    expect(started.json()).toMatchObject({ state: 'running', problem: null });
  });
});
