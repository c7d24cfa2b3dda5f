import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sweep } from '../support/sweep.ts';
import { endChildren, runTool } from './children.ts';
import { machinePoints } from './machine-points.ts';
import { provision } from './provision.ts';
import { buildSuite } from './suites.ts';

/** The outcome of one test. */
interface Outcome {
  readonly file: string;
  readonly title: string;
  readonly status: string;
}

interface VitestRun {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly file: string;
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
}

/** Runs the tests of other machines in full, and prints whether each requirement is met. @returns the exit code */
export async function showMachines(): Promise<number> {
  const runId = randomBytes(3).toString('hex');
  const folder = await mkdtemp(join(tmpdir(), 'vrooli-redis-machines-'));
  const files = [...new Set(machinePoints.flatMap(({ tests }) => tests.map(([file]) => file)))];
  const stop = () => void endChildren();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  try {
    await provision({ wantsDocker: true, wantsMachines: true });
    const env = { TEST_THOROUGH: '1', TEST_RUN_ID: runId };
    const inChromium = files.filter(isEndToEnd);
    const ran = [
      ...(await endToEnd(inChromium, join(folder, 'end-to-end.json'), env)),
      ...(await services(
        files.filter((file) => !isEndToEnd(file)),
        join(folder, 'services.json'),
        env,
      )),
    ];
    const outcomes = machinePoints.map(({ point, tests }) => ({ point, outcome: outcomeOf(ran, tests) }));
    process.stdout.write(`\n${outcomes.map(({ point, outcome }) => `${outcome.padEnd(8)}${point}`).join('\n')}\n`);
    return outcomes.every(({ outcome }) => outcome === 'passed') ? 0 : 1;
  } finally {
    await endChildren();
    await sweep(`vt-${runId}-`);
    await rm(folder, { recursive: true, force: true });
  }
}

const isEndToEnd = (file: string) => file.endsWith('.spec.ts');

type Run = (
  files: readonly string[],
  output: string,
  env: Readonly<Record<string, string>>,
) => Promise<readonly Outcome[]>;

const services: Run = async (files, output, env) => {
  const args = ['run', '--config', 'test/vitest.config.ts', ...files];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  // One file at a time: five machines need the processors for themselves.
  const alone = ['--maxWorkers=1', '--no-file-parallelism'];
  await runTool('vitest/vitest.mjs', [...args, ...reporters, ...alone], 'show', env);
  const { testResults } = JSON.parse(await readFile(output, 'utf8')) as VitestRun;
  return testResults.flatMap(({ name, assertionResults }) => assertionResults.map((one) => ({ file: name, ...one })));
};

/** The view in Chromium, on a new build. */
const endToEnd: Run = async (files, output, env) => {
  const build = await buildSuite();
  if (build.passed === 0) {
    process.stderr.write(`${build.failed.join('\n')}\n`);
    return files.map((file) => ({ file, title: '', status: 'failed' }));
  }
  const args = ['test', '--config', 'test/playwright.config.ts', '--project=browser', '--reporter=list,json', ...files];
  await runTool('@playwright/test/cli.js', args, 'show', { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: output });
  const { suites = [] } = JSON.parse(await readFile(output, 'utf8')) as PlaywrightSuite;
  return suites.flatMap(specsOf);
};

function specsOf({ suites = [], specs = [] }: PlaywrightSuite): readonly Outcome[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.map(({ status }) => ({ file, title, status: playwrightWords[status] ?? status })),
  );
  return [...own, ...suites.flatMap(specsOf)];
}

const playwrightWords: Readonly<Record<string, string>> = { expected: 'passed', unexpected: 'failed' };

/** A point passes only if each of its tests ran and passed. */
function outcomeOf(ran: readonly Outcome[], tests: readonly (readonly [file: string, name: string])[]): string {
  const states = tests.flatMap(([file, name]) => {
    const found = ran.filter((one) => isSameFile(one.file, file) && one.title.startsWith(name));
    return found.length === 0 ? ['missing'] : found.map(({ status }) => status);
  });
  if (states.every((state) => state === 'passed')) return 'passed';
  return states.includes('failed') ? 'FAILED' : 'NOT RUN';
}

/** Vitest gives whole paths, and Playwright paths in its folder of tests. */
function isSameFile(given: string, file: string): boolean {
  return given.endsWith(file) || file.endsWith(`/${given}`);
}
