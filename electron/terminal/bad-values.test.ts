import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { allActions } from './actions.ts';
import { type FlagName, flags } from './flags/flags.ts';
import { runTerminal } from './run-terminal.ts';

const values = ['', '\u0000', '9'.repeat(5000), `../../${'x'.repeat(4200)}`];
/** Nearly every text is a valid name of a key, and the empty key has its own flag in base64. */
const noKeys: Readonly<Record<string, readonly string[]>> = { key: ['', '\u0000'], 'key-base64': ['\u0000', '../..'] };
/** Any text is valid there, unless it is empty, too long or contains control characters. */
const cases = (await allActions()).flatMap(({ name, flags: own }) =>
  own.flatMap((flag) => (noKeys[flag] ?? values).map((value) => [name, flag, value] as const)),
);

/** One command in this process, as from a shell without a terminal. */
async function run(argv: readonly string[], home: string) {
  const said = { stdout: '', stderr: '' };
  const into = (name: 'stdout' | 'stderr') => ({ write: (text: string) => (said[name] += text) });
  const signals = { on: () => undefined, off: () => undefined };
  const env = { VROOLI_HOME: home, LANG: 'C.UTF-8' };
  const around = { env, stdin: process.stdin, stdout: into('stdout'), stderr: into('stderr'), signals };
  return { code: await runTerminal(argv, around), ...said };
}

test('flags › bad values for each action › refused with the name and the right form, and nothing changes', async () => {
  const home = await mkdtemp(join(tmpdir(), 'vrooli-bad-values-'));
  onTestFinished(() => rm(home, { recursive: true }));
  expect(cases.length).toBeGreaterThan(200);
  for (const [action, flag, value] of cases) {
    const flagOf: FlagName = flag;
    const { shown, expected } = flags[flagOf].value;
    const { code, stdout, stderr } = await run(['--action', action, `--${flag}=${value}`], home);
    const what = `${action} --${flag}=${value.slice(0, 20)}`;
    expect(code, what).toBe(2);
    expect(stdout, what).toBe('');
    expect(stderr, what).toContain(`--${flag}`);
    if (shown !== null) expect(stderr, what).toContain(expected);
    expect(stderr.trim().split('\n'), what).toHaveLength(1);
    expect(stderr.length, what).toBeLessThan(900);
  }
  expect(await readdir(home)).toEqual([]);
});
