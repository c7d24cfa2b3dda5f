import { describe, expect, it } from 'vitest';
import { createInfoReader, infoNumber, keyspace, parseInfo } from './info.ts';

const text = (...lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');

describe('INFO', () => {
  it('headings and empty values › fields are found by name', () => {
    const info = parseInfo(text('# Server', 'redis_version:7.0.15', 'config_file:', '', '# Memory', 'used_memory:12'));
    expect(info.get('redis_version')).toBe('7.0.15');
    expect(info.get('config_file')).toBe('');
    expect(info.get('# Server')).toBeUndefined();
    expect([infoNumber(info, 'used_memory'), infoNumber(info, 'config_file'), infoNumber(info, 'none')]).toEqual([
      12,
      null,
      null,
    ]);
  });

  it('colons in a value and an unended last line › are parsed', () => {
    const info = parseInfo('executable:C:\\redis:8.exe\r\nlast:9');
    expect([info.get('executable'), info.get('last')]).toEqual(['C:\\redis:8.exe', '9']);
  });

  it('other letters than those of English › the fields after them are read correctly', () => {
    const info = parseInfo(text('config_file:/home/jürgen/日本/redis.conf', 'used_memory:12', 'größe:3'));
    expect(['config_file', 'used_memory', 'größe', 'große'].map((name) => info.get(name))).toEqual([
      '/home/jürgen/日本/redis.conf',
      '12',
      '3',
      undefined,
    ]);
  });

  it('statistics of commands › calls and time by name, also after another command took a line', () => {
    const read = createInfoReader();
    const commands = (...lines: readonly string[]) => read(Buffer.from(text('# Commandstats', ...lines))).commands();
    const get = { name: 'get', calls: 12, usec: 340 };
    expect(commands('cmdstat_get:calls=12,usec=340,usec_per_call=28.3', 'cmdstat_config|get:calls=1,usec=9')).toEqual([
      get,
      { name: 'config|get', calls: 1, usec: 9 },
    ]);
    expect(commands('cmdstat_set:calls=3,usec=4', 'cmdstat_config|set:calls=2,usec=5')).toEqual([
      { name: 'set', calls: 3, usec: 4 },
      { name: 'config|set', calls: 2, usec: 5 },
    ]);
    expect(commands('cmdstat_get:calls=12,usec=340', 'cmdstat_x:', 'cmdstat_y:calls=,usec=1')).toEqual([get]);
  });

  it('added, removed and replaced lines › the next reply is read correctly', () => {
    const read = createInfoReader();
    const replies = [
      ['# Stats', 'evicted_keys:1', 'keyspace_hits:2'],
      ['# Stats', 'evicted_keys:100', 'keyspace_hits:20'],
      ['# Stats', 'evicted_keys:3', 'total_forks:1', 'keyspace_hits:30'],
      ['# Stats', 'evictor_keys:4', 'total_forks:1', 'keyspace_hits:40'],
      ['# Stats', 'keyspace_hits:50', 'total_forks:1', 'evicted_keys:5'],
    ];
    const seen = replies.map((lines) => {
      const info = read(Buffer.from(text(...lines)));
      return ['evicted_keys', 'evictor_keys', 'keyspace_hits'].map((name) => info.get(name));
    });
    expect(seen).toEqual([
      ['1', undefined, '2'],
      ['100', undefined, '20'],
      ['3', undefined, '30'],
      // A name of the same length replaces another one and must not be mistaken for it.
      [undefined, '4', '40'],
      ['5', undefined, '50'],
    ]);
  });

  it('databases change between replies › are returned in order', () => {
    const read = createInfoReader();
    const databases = (...lines: readonly string[]) => keyspace(read(Buffer.from(text('# Keyspace', ...lines))));
    expect(databases('db10:keys=1,expires=1,avg_ttl=99', 'db2:keys=3,expires=0,avg_ttl=0')).toEqual([
      { index: 2, keys: 3, expires: 0, averageTtlMs: null },
      { index: 10, keys: 1, expires: 1, averageTtlMs: 99 },
    ]);
    expect(databases('db11:keys=7,expires=0', 'db3:keys=4,expires=0').map(({ index, keys }) => [index, keys])).toEqual([
      [3, 4],
      [11, 7],
    ]);
    expect(databases()).toEqual([]);
  });
});
