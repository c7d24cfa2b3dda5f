import { randomBytes } from 'node:crypto';
import { say } from '../runner/say.ts';
import { dockerProblem } from '../support/docker-host.ts';
import { labProblem } from '../support/engine-lab/lab.ts';
import { runProgram } from '../support/run-program.ts';
import { leftoversOf } from '../support/sweep.ts';
import { prepareDesktopProgram } from './electron-program.ts';

/** Gives the run its id, detects what the machine offers, and checks at the end that the run left nothing behind. */
// biome-ignore lint/style/noDefaultExport: Playwright loads its global set-up by the default export.
export default async function setup(): Promise<() => Promise<void>> {
  process.env.TEST_RUN_ID ??= randomBytes(3).toString('hex');
  const redis = await runProgram('redis-server', ['--version']).catch(() => null);
  if (!redis) process.env.TEST_REDIS_PROBLEM = 'no redis-server program on this machine';
  const docker = await dockerProblem();
  if (docker) process.env.TEST_DOCKER_PROBLEM = docker;
  const machines = await labProblem();
  if (machines) process.env.TEST_MACHINES_PROBLEM = machines;
  say(`the desktop app is tested in ${await prepareDesktopProgram()}`);
  return async () => {
    const left = await leftoversOf(`vt-${process.env.TEST_RUN_ID}-`);
    if (left.length > 0) throw new Error(`the run has left behind:\n${left.join('\n')}`);
  };
}
