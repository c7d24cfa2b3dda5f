import { expect, test } from 'vitest';
import { redisCli } from '../support/redis-cli.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('E1', 'nothing had to be changed', (runtime) => {
  test('install, start, upgrade and stop › once more › report it and leave the server alone', async () => {
    const home = await useTestHome({ docker: runtime === 'docker' });
    const call = (action: string, ...args: readonly string[]) => runInProcess(['--action', action, ...args], home.env);
    const runId = async () => /run_id:(\w+)/.exec(await redisCli(home.port, 'info', 'server'))?.[1];
    const first = await call('install', '--runtime', runtime, '--json');
    expect(first.json()).toMatchObject({ state: 'running', changed: true });
    const before = await runId();
    expect(before).toMatch(/^\w{40}$/);

    const again = await call('install');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/^main is already installed and running;/) });
    const withMemory = await call('install', '--memory', '1gb');
    expect(withMemory.stdout).toContain('nothing was changed. It keeps its settings and image.');
    const started = await call('start', '--json');
    expect(started.json()).toMatchObject({ changed: false, unchanged: expect.stringContaining('already running') });
    const upgraded = await call('upgrade');
    expect(upgraded.stdout).toMatch(/ \d+\.\d+\.\d+ stays; nothing was restarted\.\n/);
    expect((await call('list-backups', '--json')).json()).toEqual([]);
    expect(await runId()).toBe(before);

    expect((await call('stop', '--json')).json()).toMatchObject({ state: 'stopped', changed: true });
    expect((await call('stop')).stdout).toMatch(/^main is already stopped; nothing was changed\.\n/);
    expect((await call('install', '--json')).json()).toMatchObject({ state: 'running', changed: true });
  });
});
