import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { actionTopics } from '../../electron/terminal/actions.ts';
import { type EngineLab, labProblem, startLab } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import { useFleetHome } from './fleet-fixture.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `actions with --engine${problem === null ? '' : ` [skipped: ${problem}]`}`;

/** The arguments of an action for a tenant on another machine, its exit code, and a text of its output or its error. */
interface Call {
  readonly words: readonly string[];
  readonly code?: number;
  readonly says?: string;
}

const call = (...words: readonly string[]): Call => ({ words });
const refused = (says: string, code: number, ...words: readonly string[]): Call => ({ words, code, says });

/** In the order in which they run: each prepares the next. */
const calls = (folder: string): Readonly<Record<string, readonly Call[]>> => ({
  'create-client': [call('--memory', '64mb', '--generate-password', 'yes')],
  config: [call('--set', 'repl-diskless-sync-delay=0'), call('--memory', '32mb', '--yes', 'yes')],
  'config-history': [call()],
  status: [call()],
  'list-clients': [{ words: [], says: 'acme' }],
  connect: [call('--snippet', 'node')],
  cli: [call('--', 'SET', 'a', '1')],
  info: [call()],
  server: [call('--section', 'clients')],
  commands: [call('--count', '1', '--interval', '1')],
  monitor: [call('--count', '1', '--interval', '1')],
  logs: [{ words: ['--lines', '5'], says: 'Ready to accept' }],
  activity: [call('--lines', '3')],
  backup: [call('--backup-name', 'one')],
  'list-backups': [{ words: [], says: 'one' }],
  'verify-backup': [call('--backup-name', 'one')],
  'pin-backup': [call('--backup-name', 'one')],
  'unpin-backup': [call('--backup-name', 'one')],
  'change-backup': [call('--backup-name', 'one', '--note', 'first')],
  'export-backup': [call('--backup-name', 'one', '--file', join(folder, 'one.rdb'))],
  'import-backup': [call('--file', join(folder, 'one.rdb'), '--backup-name', 'two')],
  flush: [call('--yes', 'yes')],
  restore: [call('--backup-name', 'one', '--yes', 'yes')],
  inspect: [{ words: [], says: 'a' }],
  get: [{ words: ['--key', 'a'], says: '1' }],
  'key-history': [call('--key', 'a')],
  compare: [call('--backup-name', 'one')],
  undo: [call('--yes', 'yes')],
  'delete-backup': [call('--backup-name', 'two', '--yes', 'yes')],
  'cleanup-backups': [call('--days', '30', '--dry-run')],
  'schedule-backup': [call('--at', '03:00')],
  schedules: [{ words: [], says: '03:00' }],
  benchmark: [call('--tests', 'ping', '--requests', '1000', '--live', 'yes', '--yes', 'yes')],
  tls: [call('--enable', 'yes', '--yes', 'yes')],
  modules: [call()],
  passwords: [call()],
  'export-kubernetes': [call('--output', join(folder, 'manifests'))],
  'create-client-env': [call()],
  completion: [call('--shell', 'bash')],
  stop: [call('--yes', 'yes')],
  start: [call()],
  restart: [call('--yes', 'yes')],
  upgrade: [call('--yes', 'yes')],
  install: [refused('creates only the main Redis', 2)],
  'repair-client': [refused('nothing to repair', 1)],
  'extend-client': [refused('is not a branch', 2, '--expires', '2h')],
  'promote-client': [refused('acme', 2, '--pattern', '*')],
  companions: [call()],
  up: [
    { words: ['--folder', folder], says: 'Engine: node1' },
    { words: ['--folder', folder], says: 'proj' },
  ],
  down: [call('--folder', folder, '--yes', 'yes'), call('--folder', folder, '--remove', 'yes', '--yes', 'yes')],
  'move-client': [refused('is on node1 already', 2)],
  uninstall: [call('--yes', 'yes')],
  'destroy-client': [call('--yes', 'yes')],
  'undo-destroy': [call()],
});

describe.skipIf(problem !== null)(title, () => {
  let lab: EngineLab;
  beforeAll(async () => {
    lab = await startLab([{}]);
    await loadLabImage(lab);
  });
  afterAll(() => lab?.remove());

  test('every action that names an instance › works on a tenant of another machine, or says why not', async () => {
    const { run, add } = await useFleetHome(lab);
    await add('node1');
    const table = calls(lab.folder);
    writeFileSync(join(lab.folder, 'vrooli-redis.json'), JSON.stringify({ tenant: 'proj' }));
    const actions = (await actionTopics()).flatMap(({ actions: some }) => some);
    const named = actions.filter(({ flags }) => flags.includes('engine')).map(({ name }) => name);
    expect(Object.keys(table).sort()).toEqual(named.sort());
    const wrong: string[] = [];
    for (const [name, some] of Object.entries(table)) {
      const id = ['list-clients', 'up', 'down'].includes(name) ? [] : ['--client-id', 'acme'];
      for (const { words, code = 0, says = '' } of some) {
        const done = await run('--action', name, ...id, '--engine', 'node1', ...words);
        const output = `${done.stdout}${done.stderr}`;
        if (done.code === code && output.includes(says)) continue;
        wrong.push(`${name} ${words.join(' ')}: exit ${done.code}, not ${code}\n${output.slice(-400)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the engine of another machine than that of the instance › refused, and nothing is touched', async () => {
    const { run, act, add } = await useFleetHome(lab);
    await add('node1');
    await act('create-client', '--client-id', 'acme', '--runtime', 'process');
    const wrong = await run('--action', 'flush', '--client-id', 'acme', '--engine', 'node1', '--yes', 'yes');
    expect([wrong.code, wrong.stderr]).toEqual([2, '--engine: acme is on local, not on node1. Nothing was changed.\n']);
    const unknown = await run('--action', 'stop', '--client-id', 'acme', '--engine', 'nowhere', '--yes', 'yes');
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('nowhere')]);
    await act('destroy-client', '--client-id', 'acme', '--yes', 'yes');
  });
});
