import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { identifyProcess } from '../../electron/services/platform/process/process-identity.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { useTestHome } from '../support/use-test-home.ts';
import { describeFieldPoint } from './field-point.ts';

describeFieldPoint('A12', 'a process record names the process of another program', (runtime) => {
  if (runtime === 'docker') {
    test.skip('a container is ended by its own id');
    return;
  }

  test.each([
    ['stop', ['--action', 'stop']],
    ['kill', ['--action', 'stop', '--kill', 'yes', '--yes', 'yes']],
    ['restart', ['--action', 'restart']],
    ['uninstall', ['--action', 'uninstall', '--yes', 'yes']],
  ])('%s › the pid and start time match › that program keeps running', async (_name, line) => {
    const home = await useTestHome({ docker: false });
    expect(await runInProcess(['--action', 'install', '--runtime', 'process'], home.env)).toMatchObject({ code: 0 });
    expect(await runInProcess(['--action', 'stop'], home.env)).toMatchObject({ code: 0 });
    const foreign = spawn('sleep', ['600'], { stdio: 'ignore' });
    onTestFinished(() => void foreign.kill('SIGKILL'));
    const identity = await identifyProcess(foreign.pid ?? 0);
    const path = join(home.path, 'redis/desktop/processes/main.json');
    const record = JSON.parse(await readFile(path, 'utf8'));
    const running = { ...identity, runId: null, startedAt: new Date().toISOString() };
    await writeFile(path, JSON.stringify({ ...record, running }));
    await runInProcess(line, home.env);
    expect(await identifyProcess(foreign.pid ?? 0)).toEqual(identity);
  });
});
