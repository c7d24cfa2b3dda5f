import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweep } from '../support/sweep.ts';
import { endChildren, runTool } from './children.ts';
import { machinePoints } from './machine-points.ts';
import { provision } from './provision.ts';

interface Ran {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Runs the tests of other machines in full, and prints whether each requirement is met. @returns the exit code */
export async function showMachines(): Promise<number> {
  const runId = randomBytes(3).toString('hex');
  const folder = await mkdtemp(join(tmpdir(), 'vrooli-redis-machines-'));
  const output = join(folder, 'result.json');
  const files = [...new Set(machinePoints.flatMap(({ tests }) => tests.map(([file]) => file)))];
  const stop = () => void endChildren();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  try {
    await provision({ wantsDocker: true, wantsMachines: true });
    const args = ['run', '--config', 'test/vitest.config.ts', ...files];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
    // One file at a time: five machines need the processors for themselves.
    const alone = ['--maxWorkers=1', '--no-file-parallelism'];
    await runTool('vitest/vitest.mjs', [...args, ...reporters, ...alone], 'show', {
      TEST_THOROUGH: '1',
      TEST_RUN_ID: runId,
    });
    const ran = JSON.parse(await readFile(output, 'utf8')) as Ran;
    const outcomes = machinePoints.map(({ point, tests }) => ({ point, outcome: outcomeOf(ran, tests) }));
    process.stdout.write(`\n${outcomes.map(({ point, outcome }) => `${outcome.padEnd(8)}${point}`).join('\n')}\n`);
    return outcomes.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  } finally {
    await endChildren();
    await sweep(`vt-${runId}-`);
    await rm(folder, { recursive: true, force: true });
  }
}

/** A point passes only if each of its tests ran and passed. */
function outcomeOf(ran: Ran, tests: readonly (readonly [file: string, name: string])[]): string {
  const states = tests.flatMap(([file, name]) => {
    const all = ran.testResults.find((one) => one.name.endsWith(file))?.assertionResults ?? [];
    const found = all.filter(({ title }) => title.startsWith(name));
    return found.length === 0 ? ['missing'] : found.map(({ status }) => status);
  });
  if (states.every((state) => state === 'passed')) return 'passed';
  return states.includes('failed') ? 'FAILED' : 'NOT RUN';
}
