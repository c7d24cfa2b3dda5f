import { expect, test } from 'vitest';
import type { BackupModule } from '../../../../shared/contract/backup.ts';
import { modulesTitle, moduleTitle } from '../../../../shared/format/modules.ts';
import type { PairedModule } from '../../redis/modules/module-lines.ts';
import { missingModules, newTenantTarget } from './require-modules.ts';

const recorded = (name: string | null, file: string | null = null): BackupModule => ({ name, version: 1, file });
const loaded = (name: string, file: string | null): PairedModule => ({
  loaded: { name, version: 2, file, args: null },
  line: null,
});
const line = (file: string): PairedModule => ({ loaded: null, line: { file, here: file, args: [], origin: null } });
const target = (modules: readonly PairedModule[], isReported: boolean) => ({
  id: 'acme',
  modules: { modules, isReported, refusal: null },
});
const missing = (modules: BackupModule[] | null, ...to: Parameters<typeof target>) =>
  missingModules({ modules }, target(...to)).map(({ name, file }) => name ?? file);

test('missing modules › a running target › by name, wherever its file lies', () => {
  const modules = [recorded('bf', '/a/bf.so'), recorded('search', '/a/search.so')];
  expect(missing(modules, [loaded('bf', '/other/bloom.so')], true)).toEqual(['search']);
  expect(missing(modules, [loaded('bf', null), loaded('search', null)], true)).toEqual([]);
});

test('missing modules › a stopped target › by the name of the file', () => {
  const modules = [recorded('bf', '/a/bf.so'), recorded('search', '/a/search.so'), recorded('vectorset')];
  expect(missing(modules, [line('/data/bf.so')], false)).toEqual(['search']);
});

test('missing modules › a backup of a stopped server › by the name of the file', () => {
  expect(missing([recorded(null, '/a/bf.so')], [loaded('bf', '/b/bf.so')], true)).toEqual([]);
  expect(missing([recorded(null, '/a/bf.so')], [], true)).toEqual(['/a/bf.so']);
});

test('missing modules › none recorded, or unknown › none', () => {
  expect(missing([], [], true)).toEqual([]);
  expect(missing(null, [], true)).toEqual([]);
});

test('missing modules › a new tenant › all that were loaded', () => {
  expect(missingModules({ modules: [recorded('bf')] }, newTenantTarget('acme'))).toHaveLength(1);
});

test('module titles › name, version and file, as far as they are known', () => {
  const bf = { name: 'bf', version: 20, file: '/a/bf.so' };
  expect(moduleTitle(bf)).toBe('bf, version 20 (/a/bf.so)');
  expect(moduleTitle({ ...bf, version: null, file: null })).toBe('bf');
  expect(moduleTitle({ ...bf, name: null })).toBe('/a/bf.so');
  expect(modulesTitle([bf, { ...bf, name: 'x', file: null }])).toBe(
    'the modules bf, version 20 (/a/bf.so) and x, version 20',
  );
});
