import { expect, test } from 'vitest';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { CONTAINERS, PROGRAMS } from '../../../test/support/runtime-kinds.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import type { PairedModule } from '../redis/modules/module-lines.ts';
import { shownModules } from './modules-state.ts';

const instanceIn = (runtime: RuntimeKind) =>
  ({
    id: 'main',
    entry: null,
    record: { runtime },
    paths: { data: '/home/data', config: '/home/config', logs: '/home/logs', configFile: '/home/config/redis.conf' },
  }) as unknown as ManagedInstance;

const loaded = (name: string, file: string | null) => ({ name, version: 1, file, args: file === null ? null : ['x'] });
const line = (file: string, origin: NonNullable<PairedModule['line']>['origin'] = null) => ({
  ...{ file, here: null, args: ['y'], origin },
});
const shown = (runtime: RuntimeKind, modules: readonly PairedModule[], types: readonly string[] = []) =>
  shownModules(instanceIn(runtime), { modules, isReported: true, refusal: null }, types);

test('shown modules › of redis.conf, another file, the start command, the image and the server › named as such', () => {
  const found = shown(CONTAINERS, [
    { loaded: loaded('a', '/data/a.so'), line: line('/data/a.so') },
    { loaded: loaded('b', '/b.so'), line: line('/b.so', { file: '/etc/extra.conf', line: 3 }) },
    { loaded: loaded('c', '/c.so'), line: line('/c.so', { file: null, line: 0 }) },
    { loaded: loaded('d', '/usr/lib/d.so'), line: null },
    { loaded: loaded('vectors', ''), line: null },
  ]);
  expect(found.map(({ origin, place, file, here }) => [origin, place, file, here])).toEqual([
    ['redis.conf', null, '/data/a.so', '/home/data/a.so'],
    ['elsewhere', 'line 3 of /etc/extra.conf', '/b.so', null],
    ['elsewhere', 'the command that starts the server', '/c.so', null],
    ['image', null, '/usr/lib/d.so', null],
    ['server', null, null, null],
  ]);
});

test('shown modules › loaded by MODULE LOAD into a program › not by its image', () => {
  expect(shown(PROGRAMS, [{ loaded: loaded('a', '/a.so'), line: null }])).toMatchObject([{ origin: 'elsewhere' }]);
});

test('shown modules › Redis 6, which reports no arguments › those of its line', () => {
  const [module] = shown(PROGRAMS, [{ loaded: loaded('a', null), line: line('/a.so') }]);
  expect(module).toMatchObject({ name: 'a', arguments: ['y'], file: '/a.so' });
});

test('shown modules › types of values › belong to the only module, and to none of several', () => {
  const one = { loaded: loaded('a', '/a.so'), line: null };
  const waiting = { loaded: null, line: line('/b.so') };
  expect(shown(PROGRAMS, [one, waiting], ['t']).map(({ types, isLoaded }) => [types, isLoaded])).toEqual([
    [['t'], true],
    [[], false],
  ]);
  expect(shown(PROGRAMS, [one, { ...one, loaded: loaded('b', '/b.so') }], ['t']).flatMap(({ types }) => types)).toEqual(
    [],
  );
});
