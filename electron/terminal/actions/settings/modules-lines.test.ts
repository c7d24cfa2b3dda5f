import { expect, test } from 'vitest';
import type { InstalledModule, ModulesApplied, ModulesState } from '../../../../shared/contract/modules.ts';
import { PROGRAMS } from '../../../../test/support/runtime-kinds.ts';
import { chooseStyle } from '../../format/style.ts';
import { modulesAppliedLines, modulesLines, modulesPlanLines } from './modules-lines.ts';

const WIDTH = 120;
const plainStyle = chooseStyle(false, {});
const ledger: InstalledModule = {
  ...{ name: 'ledger', version: 3, file: '/etc/ledger.so', here: null, arguments: ['size', 'a b'], types: [] },
  ...{ origin: 'redis.conf', place: null, isLoaded: true },
};
const state = (part: Partial<ModulesState> = {}): ModulesState => ({
  ...{ id: 'main', runtime: PROGRAMS, running: true, modules: [ledger], refusal: null, values: null },
  ...part,
});
const text = (of: ModulesState, width = WIDTH) => modulesLines(of, plainStyle, width).join('\n');

test('modules › a table › who loads each of them', () => {
  const modules: InstalledModule[] = [
    ledger,
    { ...ledger, name: 'a', origin: 'elsewhere', place: 'line 3 of /etc/extra.conf' },
    { ...ledger, name: 'b', origin: 'image' },
    { ...ledger, name: 'c', origin: 'server', file: null, version: null },
    { ...ledger, name: null, isLoaded: false },
  ];
  const lines = text(state({ modules })).split('\n');
  expect(lines[0]).toMatch(/^module +version +loaded by +arguments +file$/);
  expect(lines[1]).toMatch(/^ledger +3 +redis\.conf +size "a b" +\/etc\/ledger\.so$/);
  expect(lines[2]).toContain('line 3 of /etc/extra.conf');
  expect(lines[3]).toContain('the image');
  expect(lines[4]).toMatch(/^c +— +the server itself/);
  expect(lines[5]).toMatch(/^— +3 +redis\.conf, from the next start/);
});

test('modules › a narrow terminal › the name of the file, and no arguments', () => {
  const narrow = text(state(), 40);
  expect(narrow).not.toContain('size');
  expect(narrow).toMatch(/ledger +3 +redis\.conf +ledger\.so/);
});

test('modules › none, stopped, refused › one sentence each', () => {
  expect(text(state({ modules: [] }))).toBe('Main Redis loads no modules.');
  expect(text(state({ running: false }))).toContain('is stopped: these are the modules of redis.conf');
  expect(text(state({ refusal: 'NOPERM' }))).toContain('does not report its modules (NOPERM)');
});

test('modules › values › counted, or at least so many', () => {
  const types = [
    { type: 'ledger-v1', keys: 2 },
    { type: 'diary--v1', keys: 1 },
  ];
  const list = '2 keys of the type ledger-v1 and 1 key of the type diary--v1';
  expect(text(state({ values: { types, isComplete: true } }))).toContain(`Values of modules: ${list}.`);
  expect(text(state({ values: { types, isComplete: false } }))).toContain(`at least ${list}.`);
});

test('modules › a plan › commands and lost keys', () => {
  const lines = modulesPlanLines(
    {
      module: { name: 'ledger', version: 3, file: '/etc/ledger.so' },
      commands: ['ledger.get'],
      lost: [{ type: 'ledger-v1', keys: 1 }],
      settings: {} as never,
    },
    plainStyle,
  );
  expect(lines.join('\n')).toMatch(/ledger, version 3[\s\S]*Its commands: ledger\.get[\s\S]*Deleted, .*: 1 key/);
});

test.each<[string, Partial<ModulesApplied>, string]>([
  ['loaded and verified', {}, 'Verified: the server lists it.'],
  ['on a stopped instance', { verified: null, state: state({ running: false }) }, 'at its next start'],
  ['on a server that refuses MODULE LIST', { verified: null }, 'Not verified'],
  ['unloaded', { state: state({ modules: [] }) }, 'the server lists it no longer'],
  ['unloaded with its keys', { deletedKeys: 2, safetyBackup: 'before-1' }, 'The safety backup before-1 has them'],
])('modules › %s › said as such', (_, part, sentence) => {
  const done = {
    ...{ id: 'main', entry: null, applied: [], restarted: true, safetyBackup: null, evictedKeys: 0 },
    ...{ evictedBefore: null, keptSnapshot: null, deletedKeys: 0, verified: true, state: state() },
    module: { name: 'ledger', version: 3, file: '/etc/ledger.so' },
    ...part,
  } satisfies ModulesApplied;
  expect(modulesAppliedLines(done, plainStyle, WIDTH).join('\n')).toContain(sentence);
});
