import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runInProcess } from '../support/run-in-process.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';

/** An id that every JavaScript object has as a member, which a look-up by id must not find. */
const ID = 'constructor';

let home: TestHome;
const run = (...args: readonly string[]) => runInProcess([...args, '--json'], home.env);

beforeAll(async () => {
  home = await createTestHome({ docker: false });
  const created = await run('create-client', '--client-id', ID, '--runtime', 'process');
  if (created.code !== 0) throw new Error(created.stderr);
});
afterAll(() => home.dispose());

test('an id that every object has › stop, start and read › the state is kept, and no file counts as damaged', async () => {
  for (const action of ['stop', 'start', 'restart'])
    expect((await run(action, '--client-id', ID)).code, action).toBe(0);
  for (const action of ['status', 'config', 'config-history', 'list-backups', 'activity', 'inspect', 'connect'])
    expect((await run(action, '--client-id', ID)).code, action).toBe(0);
  expect((await run('list-clients')).json()).toMatchObject([{ id: ID, state: 'running', defect: null }]);
  const checks = ((await run('diagnose')).json() as { checks: { id: string; level: string; title: string }[] }).checks;
  expect(checks.find(({ id }) => id === `instance-${ID}`)).toMatchObject({ level: 'ok' });
  const desktop = join(home.path, 'redis/desktop');
  expect(readdirSync(desktop).filter((name) => name.includes('damaged'))).toEqual([]);
});

test('an id that every object has › a schedule and a backup › work as for every tenant', async () => {
  const made = await run('backup', '--client-id', ID, '--backup-name', 'one');
  expect(made.json()).toMatchObject({ name: 'one', instance: ID, damaged: false });
  const schedule = await run('schedule-backup', '--client-id', ID, '--at', '03:00');
  expect(schedule.json()).toMatchObject({ instance: ID, lastRun: null });
  expect((await run('schedules')).json()).toMatchObject([{ instance: ID }]);
});

test('words that every object has › an action, a flag or a topic › one sentence and exit code 2', async () => {
  const lines = [
    ['constructor'],
    ['--action', 'toString'],
    ['--action', '__proto__'],
    ['--constructor'],
    ['--valueOf', '1'],
  ];
  for (const line of lines) {
    const ended = await runInProcess(line, home.env);
    expect(ended.code, line.join(' ')).toBe(2);
    expect(ended.stderr).toMatch(/^There is no (action|flag) /);
  }
});

test('words that every object has › --set › Redis has no such directive, and nothing is "given twice"', async () => {
  for (const word of ['constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
    const ended = await runInProcess(['config', '--client-id', ID, '--set', `${word}=1`, '--yes', 'yes'], home.env);
    expect(ended.code, word).toBe(2);
    expect(ended.stderr).toContain(`Redis has no directive "${word.toLowerCase()}".`);
  }
  const twice = await runInProcess(['config', '--client-id', ID, '--set', 'timeout=1', '--set', 'TIMEOUT=2'], home.env);
  expect(twice.stderr).toContain('timeout was given twice');
});
