import { describe, expect, it } from 'vitest';
import { createInfoReader, infoNumber, keyspace, parseInfo } from './info.ts';

const text = (...lines: readonly string[]) => lines.map((line) => `${line}\r\n`).join('');

describe('INFO', () => {
  it('gives the fields by name, whatever else stands there', () => {
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

  it('keeps colons within a value, and needs no end of the last line', () => {
    const info = parseInfo('executable:C:\\redis:8.exe\r\nlast:9');
    expect([info.get('executable'), info.get('last')]).toEqual(['C:\\redis:8.exe', '9']);
  });

  it('is read again rightly when lines have come, gone, or given way to others', () => {
    const read = createInfoReader();
    const replies = [
      ['# Stats', 'evicted_keys:1', 'keyspace_hits:2'],
      ['# Stats', 'evicted_keys:100', 'keyspace_hits:20'],
      ['# Stats', 'evicted_keys:3', 'total_forks:1', 'keyspace_hits:30'],
      ['# Stats', 'evictor_keys:4', 'total_forks:1', 'keyspace_hits:40'],
      ['# Stats', 'keyspace_hits:50', 'total_forks:1', 'evicted_keys:5'],
    ];
    const seen = replies.map((lines) => {
      const info = read(text(...lines));
      return ['evicted_keys', 'evictor_keys', 'keyspace_hits'].map((name) => info.get(name));
    });
    expect(seen).toEqual([
      ['1', undefined, '2'],
      ['100', undefined, '20'],
      ['3', undefined, '30'],
      // One name in the place of another of its length: what is there is never mistaken for what was.
      [undefined, '4', '40'],
      ['5', undefined, '50'],
    ]);
  });

  it('tells the databases, in order, also when another is there than the last time', () => {
    const read = createInfoReader();
    const databases = (...lines: readonly string[]) => keyspace(read(text('# Keyspace', ...lines)));
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
