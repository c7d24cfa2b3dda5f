import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerProblem } from '../support/docker-host.ts';
import { sweep } from '../support/sweep.ts';
import { thorough } from '../support/thorough.ts';
import { endChildren } from './children.ts';
import { type Choice, chooseTests } from './choice.ts';
import { installForeignPrograms } from './foreign-programs.ts';
import { type PrivateEngine, startPrivateEngine } from './private-engine.ts';
import { provision } from './provision.ts';
import { summary } from './report.ts';
import { say } from './say.ts';
import { failedSuite, type SuiteResult } from './suite.ts';
import { buildSuite, playwrightSuite, staticSuites, vitestSuite } from './suites.ts';
import { testFiles } from './test-files.ts';

/**
 * Runs the tests of the project and leaves the machine as it was, after success, failure or Ctrl-C.
 * @param filters names of suites and parts of file paths (`npm test -- field`, `npm test -- unit restore`): only these
 * tests run. A filter that matches nothing is a failure, before anything is installed, built or started
 * @returns the exit code
 */
export async function main(filters: readonly string[]): Promise<number> {
  let choice: Choice;
  try {
    choice = chooseTests(filters, await testFiles(join(import.meta.dirname, '../..')));
  } catch (error) {
    const { text, exitCode } = summary([failedSuite((error as Error).message)]);
    process.stdout.write(`${text}\n`);
    return exitCode;
  }
  return runChosen(choice);
}

async function runChosen(choice: Choice): Promise<number> {
  const runId = randomBytes(3).toString('hex');
  process.env.TEST_RUN_ID = runId;
  const folder = await mkdtemp(join(tmpdir(), 'vrooli-redis-test-run-'));
  let engine: Promise<PrivateEngine | null> = Promise.resolve(null);
  let cleaning: Promise<SuiteResult> | null = null;
  const clean = () => {
    cleaning ??= (async () => {
      await endChildren();
      const started = await engine.catch(() => null);
      const steps = [
        () => sweep(`vt-${runId}-`),
        () => started?.stop(),
        () => rm(folder, { recursive: true, force: true }),
      ];
      const left: string[] = [];
      // A failed removal does not stop the others.
      for (const step of steps)
        await step()?.catch((error: Error) => left.push(`could not clean up: ${error.message}`));
      for (const line of left) say(line);
      return { passed: 0, failed: left, skipped: [] };
    })();
    return cleaning;
  };
  const interrupted = new Promise<number>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (!cleaning) say(`${signal}: cleaning up`);
        void clean().then(() => resolve(130));
      });
    }
  });
  const work = async () => {
    const tests = choice.vitest !== null || choice.playwright !== null;
    if (tests) {
      await provision({ wantsDocker: (await dockerProblem()) !== null });
      // They take half a minute: only for those who ask for their tests, or for all.
      if (thorough || choice.vitest?.filters.some((part) => part.includes('seed'))) await installForeignPrograms();
      engine = (await dockerProblem()) === null ? engine : startPrivateEngine();
    }
    const [build] = await Promise.all([tests ? buildSuite() : null, engine]);
    // A run of chosen tests should answer soon. The checks need one processor, and the tests leave that much idle.
    const checking = choice.checks ? staticSuites() : Promise.resolve([]);
    const ran: SuiteResult[] = [];
    if (choice.vitest) ran.push(await vitestSuite(folder, choice.vitest));
    ran.push(...(await checking));
    if (choice.playwright) ran.push(await playwrightSuite(folder, build?.passed === 1, choice.playwright));
    const wasInterrupted = cleaning !== null;
    const cleaned = await clean();
    if (wasInterrupted) return 130;
    const { text, exitCode } = summary([build, ...ran, cleaned].filter((result) => result !== null));
    process.stdout.write(`\n${text}\n`);
    return exitCode;
  };
  try {
    return await Promise.race([work(), interrupted]);
  } finally {
    await clean();
  }
}
