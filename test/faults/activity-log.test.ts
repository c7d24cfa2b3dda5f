import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createActivity } from '../../electron/services/activity/log/create-activity.ts';
import { track } from '../support/children.ts';
import { thorough } from '../support/thorough.ts';

const LINES = thorough ? 1000 : 150;
let folder = '';
let program = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'append-activity-'));
  const entry = fileURLToPath(new URL('../support/append-activity.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'run.mjs' } },
    },
  });
  program = join(folder, 'run.mjs');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function useHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'activity-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

function append(home: string, name: string): ChildProcess {
  const child = fork(program, [home, name, String(LINES)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  track(child, `appending as ${name}`);
  return child;
}

/** The numbers that are in the log of each process, in order. */
async function numbersIn(home: string, names: readonly string[]) {
  const log = { info: () => undefined, error: () => undefined };
  const activity = createActivity({ home, bus: { emit: () => undefined }, log });
  const numbers = new Map<string, number[]>(names.map((name) => [name, []]));
  let unreadable = 0;
  for (let before: string | undefined; ; ) {
    const page = await activity.list({ limit: 1000, before });
    unreadable += page.unreadable;
    for (const { title } of page.items) {
      const [name = '', number] = title.split(' ');
      numbers.get(name)?.unshift(Number(number));
    }
    if (!page.more) return { numbers, unreadable };
    before = page.items.at(-1)?.id;
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

test('activity log › ten processes write at the same time › every line is whole and none is lost', async () => {
  const home = await useHome();
  const names = upTo(10).map((index) => `p${index}`);
  const ends = await Promise.all(names.map((name) => once(append(home, name), 'exit')));
  expect(ends.map(([code]) => code)).toEqual(names.map(() => 0));
  const { numbers, unreadable } = await numbersIn(home, names);
  for (const name of names) expect(numbers.get(name), name).toEqual(upTo(LINES));
  expect(unreadable).toBe(0);
});

test('activity log › a writer is killed › all lines are whole, also those of others', async () => {
  const home = await useHome();
  const killed = upTo(thorough ? 20 : 4).map((index) => `k${index}`);
  const witness = once(append(home, 'witness'), 'exit');
  const told = await Promise.all(
    killed.map(async (name, index) => {
      const child = append(home, name);
      let last = -1;
      child.on('message', (number) => {
        last = Number(number);
        if (last >= 5 + index * 7) child.kill('SIGKILL');
      });
      await once(child, 'exit');
      return last;
    }),
  );
  expect(await witness).toEqual([0, null]);
  const { numbers } = await numbersIn(home, ['witness', ...killed]);
  expect(numbers.get('witness')).toEqual(upTo(LINES));
  for (const [index, name] of killed.entries()) {
    const found = numbers.get(name) ?? [];
    expect(found, name).toEqual(upTo(found.length));
    // Every event that it reported as recorded is in the log.
    expect(found.length).toBeGreaterThan(told[index] ?? 0);
  }
});
