import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runTool, type ToolResult } from './children.ts';
import type { Choice } from './choice.ts';
import { findChromium } from './find-chromium.ts';
import { say } from './say.ts';
import { failedSuite, resultFileVariable, type SuiteResult, skippedSuite } from './suite.ts';

const reporters = import.meta.dirname;

/** A check that passes or fails as a whole. Its output is shown when it fails. */
async function check(name: string, ending: Promise<ToolResult>): Promise<SuiteResult> {
  const begun = performance.now();
  const { code, output } = await ending;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (code === 0) return { passed: 1, failed: [], skipped: [] };
  process.stdout.write(output);
  return failedSuite(`${name} (exit code ${code})`);
}

function tool(script: string, ...args: readonly string[]): Promise<ToolResult> {
  return runTool(script, args, 'keep');
}

/** Each part with only the libraries that it may use, as in `npm run typecheck`. */
const sides = ['node', 'preload', 'renderer', 'shared'].map((side) => `tsconfig.${side}.json`);

/** The build that the tests run on. */
export function buildSuite(): Promise<SuiteResult> {
  return check('build', tool('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'));
}

/** Formatting, lint, folder layers, spelling, types and dead code, one after the other. */
export async function staticSuites(): Promise<readonly SuiteResult[]> {
  return [
    await check('lint', tool('@biomejs/biome/bin/biome', 'ci', '--colors=off')),
    await check('folders', run(process.execPath, ['resources/lint/folders.mjs'], 'keep')),
    await check('words', tool('cspell/bin.mjs', 'lint', '--no-progress', '--quiet', '--no-color', '.')),
    // `*.test-d.ts` among them. One checker: each has the types of the contract to infer again, and one processor is all that is free here.
    await check('types', tool('typescript/bin/tsc', '-b', '.', ...sides, '--checkers', '1', '--builders', '1')),
    await check('dead code', tool('knip/bin/knip.js', '--no-progress')),
  ];
}

/** Runs the chosen projects and files, all if the choice names none. */
export async function vitestSuite(folder: string, chosen: NonNullable<Choice['vitest']>): Promise<SuiteResult> {
  const projects = chosen.projects.flatMap((name) => ['--project', name]);
  const args = ['run', '--config', 'test/vitest.config.ts', '--reporter=default', ...projects, ...chosen.filters];
  return reported('vitest', folder, (env) =>
    runTool('vitest/vitest.mjs', [...args, `--reporter=${join(reporters, 'vitest-reporter.ts')}`], 'show', env),
  );
}

/**
 * @param built whether the build passed; without it there is nothing to open
 * @param files paths from the project's root
 */
export async function playwrightSuite(
  folder: string,
  built: boolean,
  files: 'all' | readonly string[],
): Promise<SuiteResult> {
  if (!built) return failedSuite('end to end: not run, since the build failed');
  if (!findChromium()) return skippedSuite('end to end', 'no Chromium on this machine');
  const chosen = files === 'all' ? [] : files.map(literally);
  const args = ['test', '--config', 'test/playwright.config.ts', ...chosen];
  return reported('end to end', folder, (env) =>
    runTool(
      '@playwright/test/cli.js',
      [...args, `--reporter=list,${join(reporters, 'playwright-reporter.ts')}`],
      'show',
      env,
    ),
  );
}

/** Playwright reads a filter as a regular expression and matches it against whole paths. */
function literally(file: string): string {
  return `/${file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

/**
 * Runs a suite whose reporter writes its result. A suite that ends with an error but without a failed test is a failure
 * too.
 */
async function reported(
  name: string,
  folder: string,
  start: (env: Record<string, string>) => Promise<{ code: number | null }>,
): Promise<SuiteResult> {
  const file = join(folder, 'result.json');
  await rm(file, { force: true });
  const { code } = await start({ [resultFileVariable]: file });
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return failedSuite(`${name} ended with code ${code} and without a result`);
  const result = JSON.parse(text) as SuiteResult;
  if (code === 0 || result.failed.length > 0) return result;
  return { ...result, failed: [`${name} ended with code ${code}`] };
}
