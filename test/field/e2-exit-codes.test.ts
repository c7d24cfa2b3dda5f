import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../../electron/services/create-services.ts';
import type { OperationRunner } from '../../electron/services/operations/run/create-operations.ts';
import type { Services } from '../../electron/services/services.ts';
import { allActions } from '../../electron/terminal/actions.ts';
import type { Action } from '../../electron/terminal/cli/action.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { createTestHome, type TestHome } from '../support/test-home.ts';
import { describeFieldPoint } from './field-point.ts';

/** An action and its flags. */
type Call = readonly [string, ...string[]];

const UNKNOWN_ID = 'deadbeef';

const actions = await allActions();

/** The other arguments that an action needs, so that nothing else is refused. */
const needed: Readonly<Record<string, readonly string[]>> = {
  restore: ['--backup-name', 'known'],
  'verify-backup': ['--backup-name', 'known'],
  'pin-backup': ['--backup-name', 'known'],
  'unpin-backup': ['--backup-name', 'known'],
  'change-backup': ['--backup-name', 'known', '--note', 'x'],
  'delete-backup': ['--backup-name', 'known'],
  'export-backup': ['--backup-name', 'known', '--file', '/dev/null/no'],
  'import-backup': ['--file', 'HOME/known.rdb'],
  'schedule-backup': ['--every', '1'],
  inspect: ['--backup-name', 'known'],
  get: ['--backup-name', 'known', '--key', 'known'],
  uninstall: ['--remove-data', 'yes'],
  monitor: ['--count', '1'],
  server: ['--section', 'clients'],
  commands: ['--count', '1'],
  'key-history': ['--key', 'known'],
  compare: ['--backup-name', 'known'],
  'extend-client': ['--expires', '24h'],
  'promote-client': ['--dry-run'],
  'move-client': ['--undo', 'yes'],
  completion: ['--names', 'backups'],
};

/** They create what does not exist, or pass their output on: cli has no JSON and is tested below. */
const notAsked: ReadonlySet<string> = new Set(['install', 'create-client', 'create-client-env', 'undo-destroy', 'cli']);

describeFieldPoint('E2', 'the exit code of an error', (runtime) => {
  let home: TestHome;
  let services: Services;

  beforeAll(async () => {
    home = await createTestHome({ docker: runtime === 'docker' });
    expect(await call('install', '--runtime', runtime)).toMatchObject({ code: 0 });
    const flags = ['--client-id', 'idle', '--runtime', runtime];
    expect(await call('create-client', ...flags)).toMatchObject({ code: 0 });
    expect(await call('stop', '--client-id', 'idle')).toMatchObject({ code: 0 });
    expect(await call('backup', '--backup-name', 'known', '--verify', 'no')).toMatchObject({ code: 0 });
    await writeFile(join(home.path, 'known.rdb'), 'x');
    services = await createServices({ env: home.env, client: 'terminal' });
  });
  afterAll(async () => {
    await services?.close();
    await home.dispose();
  });

  const call = (action: string, ...args: readonly string[]) =>
    runInProcess(['--action', action, '--yes', 'yes', '--json', ...args], home.env);
  const argsOf = ({ name }: Action) => (needed[name] ?? []).map((arg) => arg.replace('HOME', home.path));
  const taking = (...flags: readonly string[]) =>
    actions.filter((action) => action.flags.some((flag) => flags.includes(flag)));

  /** Runs each action and collects those with another exit code, with their output. */
  async function others(code: number, calls: readonly Call[]): Promise<string[]> {
    const wrong: string[] = [];
    for (const [action, ...args] of calls) {
      const result = await call(action, ...args);
      if (result.code !== code) wrong.push(`${action} ${args.join(' ')}: ${result.code} ${result.stderr}`);
    }
    expect(calls.length).toBeGreaterThan(0);
    return wrong;
  }

  test('every action › an unknown instance › 3', async () => {
    const ofInstances = taking('instance', 'client-id').filter(({ name }) => !notAsked.has(name));
    expect(ofInstances.length).toBeGreaterThan(25);
    const calls = ofInstances.map((action): Call => [action.name, '--client-id', 'nobody', ...argsOf(action)]);
    calls.push(['restore', '--backup-name', 'known', '--into', 'nobody']);
    calls.push(['undo-destroy', '--client-id', 'nobody']);
    expect(await others(3, calls)).toEqual([]);
  });

  test('every action › an unknown backup, schedule, change or destroyed tenant › 3', async () => {
    const ofBackups = taking('backup-name').filter(
      ({ name }) => !['backup', 'import-backup', 'companions'].includes(name),
    );
    const ofSchedules = taking('schedule');
    expect([ofBackups.length, ofSchedules.length]).toEqual([11, 4]);
    const calls: Call[] = [
      ...ofBackups.map((action): Call => [action.name, ...argsOf(action).map((arg) => arg.replace(/^known$/, 'nope'))]),
      ...ofSchedules.map(({ name }): Call => [name, '--schedule', UNKNOWN_ID]),
      ['companions', ...'--client-id idle --companion postgres --change restore --backup-name nope'.split(' ')],
      ['undo', '--backup-name', 'nope'],
      ['undo'],
      ['config', '--revert', UNKNOWN_ID],
      ['config', '--revert', 'last'],
      ['undo-destroy', '--safety-backup', 'nope'],
      ['import-backup', '--file', join(home.path, 'no-such.rdb')],
    ];
    expect(await others(3, calls)).toEqual([]);
  });

  test('every action that needs a running server › a stopped one › 3', async () => {
    const calls = ['status', 'monitor', 'commands', 'server', 'info', 'flush', 'benchmark'].map(
      (name): Call => [name, '--instance', 'idle', ...(needed[name] ?? [])],
    );
    expect(await others(3, calls)).toEqual([]);
    for (const id of ['idle', 'nobody']) {
      expect(await runInProcess(['--action', 'cli', '--instance', id], home.env)).toMatchObject({ code: 3 });
    }
  });

  test('every action › a flag that is unknown, not its own, twice, or without its value › 2', async () => {
    const calls = actions.flatMap(({ name, flags }) => [
      [name, '--no-such-flag'] as const,
      ...(flags.some((flag) => flag === 'cron') ? [] : [[name, '--cron', '* * * * *'] as const]),
      [name, '--timeout', '-1'] as const,
      [name, '--timeout'] as const,
      [name, 'word'] as const,
    ]);
    expect(await others(2, calls)).toEqual([]);
  });

  test('every action › without what it needs, or with an impossible value › 2', async () => {
    const calls: readonly Call[] = [
      ...taking('backup-name')
        .filter(({ name }) => !['backup', 'import-backup', 'undo', 'inspect'].includes(name))
        .map(({ name }) => [name] as const),
      ...['remove-schedule', 'run-schedule', 'undo-remove-schedule', 'schedule-backup'].map((name) => [name] as const),
      ...['create-client', 'create-client-env', 'destroy-client', 'repair-client'].map((name) => [name] as const),
      ['undo-destroy'],
      ['import-backup'],
      ['change-backup', '--backup-name', 'known'],
      ['install', '--instance', 'nobody'],
      ['install', '--memory', '1'],
      ['config', '--memory', '1'],
      ['config', '--set', 'no-such-directive=1'],
      ['config', '--set', 'maxmemory=banana'],
      ['config', '--dry-run'],
      ['schedule-backup', '--cron', 'banana'],
      ['benchmark', '--database', 'all'],
      ['upgrade', '--image', 'NOT AN IMAGE'],
      ['no-such-action'],
    ];
    expect(await others(2, calls)).toEqual([]);
  });

  test('every action that changes an instance › another operation holds it › 4', async () => {
    const plan = { kind: 'backup', instance: 'main', title: 'Hold main', steps: ['save-data'] } as const;
    const untilCancelled = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
    const runner = services.operations as OperationRunner;
    const { id } = await runner.begin(plan, (op) => op.step('save-data', () => untilCancelled(op.signal)));
    try {
      const names = ['install', 'uninstall', 'upgrade', 'start', 'stop', 'restart', 'backup', 'restore', 'flush'];
      const calls: Call[] = [
        ...actions
          .filter(({ name }) => names.includes(name))
          .map((action) => [action.name, ...argsOf(action)] as const),
        ['config', '--set', 'timeout=33'] as const,
        ['benchmark', '--requests', '100'] as const,
      ];
      expect(await others(4, calls)).toEqual([]);
    } finally {
      await services.operations.cancel(id);
      await services.operations.settled(id).catch(() => undefined);
    }
  });
});
