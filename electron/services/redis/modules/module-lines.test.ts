import { describe, expect, test } from 'vitest';
import { confPlaceOfFile } from '../conf/conf-place.ts';
import { parseRedisConf } from '../conf/redis-conf.ts';
import { moduleLines, pairModules } from './module-lines.ts';
import { parseModuleList } from './module-list.ts';

const place = confPlaceOfFile('/home/redis.conf');
const lines = (...text: string[]) => moduleLines(parseRedisConf(text.join('\n')), place);

describe('module lines', () => {
  test('absolute and relative paths › the paths of the server, from its data folder', () => {
    expect(lines('dir data', 'loadmodule ./a.so', 'loadmodule /m/b.so x "y z"', '# loadmodule /c.so')).toEqual([
      { file: '/home/data/a.so', here: '/home/data/a.so', args: [], origin: null },
      { file: '/m/b.so', here: '/m/b.so', args: ['x', 'y z'], origin: null },
    ]);
  });

  test('a container › paths of mounts are paths of this computer, those of the image are not', () => {
    const mounts = [{ inside: '/data', here: '/home/me/data' }];
    const conf = parseRedisConf('loadmodule a.so\nloadmodule /opt/b.so');
    const found = moduleLines(conf, { ...place, cwd: '/data', mounts });
    expect(found.map(({ file, here }) => [file, here])).toEqual([
      ['/data/a.so', '/home/me/data/a.so'],
      ['/opt/b.so', null],
    ]);
  });
});

describe('module list', () => {
  const entry = ['name', 'a', 'ver', 3, 'path', '/m/a.so', 'args', ['x']];

  test('RESP2, RESP3 and Redis 6 › the same modules, as far as they are reported', () => {
    const one = { name: 'a', version: 3, file: '/m/a.so', args: ['x'] };
    expect(parseModuleList([entry])).toEqual([one]);
    const map = new Map<string, unknown>([
      ['name', 'a'],
      ['ver', 3],
      ['path', '/m/a.so'],
      ['args', ['x']],
    ]);
    expect(parseModuleList([map])).toEqual([one]);
    expect(parseModuleList([Object.fromEntries(map)])).toEqual([one]);
    expect(parseModuleList([['name', 'a', 'ver', 3]])).toEqual([{ ...one, file: null, args: null }]);
  });

  test.each([[null], ['OK'], [[null]], [[['ver', 3]]]])('%j › none', (reply) => {
    expect(parseModuleList(reply)).toEqual([]);
  });
});

describe('pairs of modules and lines', () => {
  const loaded = (name: string, file: string | null) => ({ name, version: 1, file, args: null });
  const names = (...args: Parameters<typeof pairModules>) =>
    pairModules(...args).map(({ loaded: one, line }) => [one?.name ?? null, line?.file ?? null]);

  test('by their files, as given or resolved', () => {
    const there = lines('loadmodule ./a.so', 'loadmodule /m/b.so', 'loadmodule /m/new.so');
    expect(names([loaded('b', '/m/b.so'), loaded('a', './a.so'), loaded('search', '/opt/s.so')], there)).toEqual([
      ['a', '/home/a.so'],
      ['b', '/m/b.so'],
      [null, '/m/new.so'],
      ['search', null],
    ]);
  });

  test('Redis 6 reports no files › by name, and the last one alone', () => {
    const there = lines('loadmodule /m/librejson.so', 'loadmodule /m/x.so');
    expect(names([loaded('ReJSON', null), loaded('other', null)], there)).toEqual([
      ['ReJSON', '/m/librejson.so'],
      ['other', '/m/x.so'],
    ]);
  });

  test('a part of the server › belongs to no line', () => {
    expect(names([loaded('vectorset', '')], lines('loadmodule /m/x.so'))).toEqual([
      [null, '/m/x.so'],
      ['vectorset', null],
    ]);
  });
});
