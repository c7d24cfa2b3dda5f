import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { ManagedInstance } from '../instances/registry/catalogue.ts';
import { LineDeduplicator } from './dedupe-lines.ts';
import { createSieve } from './log-filter.ts';
import { readLogLine, zoneOf } from './log-line.ts';
import { opensForEveryLine, redisLogRule, rotateLog } from './rotation.ts';
import { createLineReader, type SourceLine } from './source-line.ts';

const redisLine = (text: string, time = '19:08:23.123') => `1:M 22 Nov 2026 ${time} * ${text}`;
const line = (text: string): SourceLine => ({
  line: { at: null, source: 'output', level: null, text },
  key: text,
  time: 0,
});
const texts = (lines: readonly SourceLine[]) => lines.map((one) => one.key);

describe('output lines that are also in the file', () => {
  test('read before or after their copy › appear once', () => {
    const lines = new LineDeduplicator();
    lines.fromFile([line('a')], false, 0);
    lines.fromOutput([line('a'), line('b')], false, 0);
    expect(lines.take(100)).toEqual({ lines: [], dropped: 0 });
    lines.fromFile([line('b')], false, 200);
    expect(texts(lines.take(5000).lines)).toEqual([]);
  });

  test('an output line without a copy › appears after it was held, once', () => {
    const lines = new LineDeduplicator();
    lines.fromOutput([line('only output')], false, 0);
    expect(texts(lines.take(1499).lines)).toEqual([]);
    expect(texts(lines.take(1500).lines)).toEqual(['only output']);
    expect(texts(lines.take(9999).lines)).toEqual([]);
  });

  test('the same text twice in the output and once in the file › one remains', () => {
    const lines = new LineDeduplicator();
    lines.fromFile([line('x')], false, 0);
    lines.fromOutput([line('x'), line('x')], false, 0);
    expect(texts(lines.take(2000).lines)).toEqual(['x']);
  });

  test('a file that has every line of Redis › only lines of other programs are held', () => {
    const lines = new LineDeduplicator();
    lines.fromOutput([line(redisLine('Ready')), line('sh: not found')], true, 0);
    expect(texts(lines.take(2000).lines)).toEqual(['sh: not found']);
  });

  test('a flood › more lines than are held › the oldest are dropped and counted once', () => {
    const lines = new LineDeduplicator();
    lines.fromOutput(
      Array.from({ length: 2005 }, (_, index) => line(String(index))),
      false,
      0,
    );
    const { lines: taken, dropped } = lines.take(2000);
    expect([taken.length, taken[0]?.key, dropped]).toEqual([2000, '5', 5]);
    expect(lines.take(3000).dropped).toBe(0);
  });

  test('parts of the file were skipped unread › no output line is shown as if it were new', () => {
    const lines = new LineDeduplicator();
    lines.fromOutput([line('unknown')], false, 0);
    lines.fromFile([], true, 0);
    expect(lines.take(2000)).toEqual({ lines: [], dropped: 0 });
    lines.fromOutput([line('later')], false, 4000);
    expect(texts(lines.take(5500).lines)).toEqual(['later']);
  });

  test('any order of reads › each line of the output that the file lacks appears once, and no other', () => {
    const steps = fc.array(
      fc.record({ source: fc.constantFrom('file', 'output'), text: fc.constantFrom('a', 'b', 'c') }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        const lines = new LineDeduplicator();
        let now = 0;
        const shown: string[] = [];
        for (const { source, text } of all) {
          now += 10;
          if (source === 'file') lines.fromFile([line(text)], false, now);
          else lines.fromOutput([line(text)], false, now);
          shown.push(...texts(lines.take(now).lines));
        }
        shown.push(...texts(lines.take(now + 2000).lines));
        for (const text of ['a', 'b', 'c']) {
          const count = (source: string) => all.filter((step) => step.source === source && step.text === text).length;
          expect(shown.filter((one) => one === text)).toHaveLength(Math.max(0, count('output') - count('file')));
        }
      }),
    );
  });
});

describe('lines of a source', () => {
  test('a line without a time › takes the time of the line before it, so that a stack trace stays together', () => {
    const read = createLineReader('file', 0);
    const [first, second] = [read(redisLine('a')), read('    at trace')];
    expect(first.time).toBe(Date.parse('2026-11-22T19:08:23.123Z'));
    expect(second).toMatchObject({ time: first.time, line: { at: null, text: '    at trace' } });
    expect(createLineReader('file', 0)('before any time').time).toBe(Number.NEGATIVE_INFINITY);
  });

  test('a clock that was set back › the order of the file is kept', () => {
    const read = createLineReader('file', 0);
    const times = ['19:00:00.000', '18:00:00.000', '19:30:00.000'].map((time) => read(redisLine('x', time)).time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test("the engine's time › counts for a line without its own only", () => {
    const read = createLineReader('output', 0);
    expect(read('plain', '2026-11-22T20:00:00.000Z').line.at).toBe('2026-11-22T20:00:00.000Z');
    expect(read(redisLine('own'), '2026-11-22T21:00:00.000Z').line.at).toBe('2026-11-22T19:08:23.123Z');
  });

  test('a long line › its key has a limit, and two lines with another beginning have other keys', () => {
    const read = createLineReader('file', 0);
    const [one, other] = [read(`1 ${'x'.repeat(5000)}`), read(`2 ${'x'.repeat(5000)}`)];
    expect(one.key.length).toBeLessThan(600);
    expect(one.key).not.toBe(other.key);
  });

  test('impossible dates and almost a log line › keep their text', () => {
    const wrong = [
      '1:M 22 Foo 2026 19:08:23.123 * x',
      '1:M 22 Nov 2026 19:08:23.12 * x',
      'M 22 Nov 2026 19:08:23.123 * x',
      '',
    ];
    for (const text of wrong) expect(readLogLine(text, 'file', 0).at, text).toBeNull();
    expect(readLogLine(wrong[1] ?? '', 'file', 0).text).toBe(wrong[1]);
  });

  test('the zone of a container › from a delayed line › is a multiple of 15 minutes', () => {
    expect(zoneOf(redisLine('x', '19:08:23.123'), '2026-11-22T19:08:25.000Z')).toBeCloseTo(0);
    expect(zoneOf(redisLine('x', '19:08:23.123'), '2026-11-22T13:38:23.500Z')).toBe(330);
    expect(zoneOf(redisLine('x', '19:08:23.123'), '2026-11-23T00:08:23.500Z')).toBe(-300);
    expect(zoneOf('no Redis line', '2026-11-22T19:08:25.000Z')).toBeNull();
  });
});

describe('filter', () => {
  const all = ['Ready', 'WARNING: x', 'a+b', ''].map((text, index) => ({
    line: { at: null, source: 'file' as const, level: index === 1 ? ('warning' as const) : null, text },
  }));
  const kept = (filter: Parameters<typeof createSieve>[0]) => createSieve(filter)(all).map((one) => one.line.text);

  test('text › with characters of regular expressions › is searched literally, in any case', () => {
    expect(kept({ text: 'A+B' })).toEqual(['a+b']);
    expect(kept({ text: '.' })).toEqual([]);
    expect(kept({})).toHaveLength(4);
    expect(kept(undefined)).toHaveLength(4);
  });

  test('levels and text together › both must match, and lines without a level have their own choice', () => {
    expect(kept({ levels: ['warning'], text: 'x' })).toEqual(['WARNING: x']);
    expect(kept({ levels: ['none'] })).toEqual(['Ready', 'a+b', '']);
    expect(kept({ levels: [] })).toEqual([]);
  });

  test('an expression › is used again for each piece, and hostile text cannot reach this process', () => {
    const sieve = createSieve({ regex: '^r.ADY$' });
    expect(sieve(all)).toHaveLength(1);
    expect(sieve(all)).toHaveLength(1);
    expect(sieve([])).toEqual([]);
    expect(kept({ regex: '"+globalThis.process.exit()+"' })).toEqual([]);
  });
});

describe('rotation of a log', () => {
  function managedIn(conf: string | null, state = 'running') {
    const root = temporaryFolder();
    const paths = {
      configFile: join(root, 'redis.conf'),
      config: root,
      data: root,
      logs: root,
      logFile: join(root, 'redis.log'),
    };
    if (conf !== null) writeFileSync(paths.configFile, conf);
    return { paths, entry: { runtime: 'process', state, mounts: {} } } as unknown as ManagedInstance;
  }
  const large = (instance: ManagedInstance, more = 1) => {
    writeFileSync(instance.paths.logFile, 'last line\n');
    truncateSync(instance.paths.logFile, redisLogRule.largestBytes + more);
  };

  test('at the limit and one byte above › only the larger one is rotated', async () => {
    const instance = managedIn('logfile redis.log\n');
    large(instance, 0);
    expect(await rotateLog(instance)).toBe(false);
    large(instance);
    expect(await rotateLog(instance)).toBe(true);
    expect(statSync(instance.paths.logFile).size).toBe(0);
    expect(readFileSync(`${instance.paths.logFile}.1`).subarray(0, 9).toString()).toBe('last line');
  });

  test('a server that keeps its output open › is rotated only while it is stopped', async () => {
    for (const conf of ['logfile ""\n', 'port 1\n', 'logfile /elsewhere/other.log\n', null]) {
      const running = managedIn(conf);
      large(running);
      expect(opensForEveryLine(running), String(conf)).toBe(false);
      expect(await rotateLog(running), String(conf)).toBe(false);
      const stopped = managedIn(conf, 'stopped');
      large(stopped);
      expect(await rotateLog(stopped), String(conf)).toBe(true);
    }
  });

  test('a container that writes the same file under another path › is rotated', async () => {
    const instance = managedIn('logfile /var/log/redis/redis.log\n');
    large(instance);
    expect(await rotateLog(instance)).toBe(true);
  });

  test('three files › the oldest is dropped, and the mode of the log stays', async () => {
    const instance = managedIn('logfile redis.log\n');
    const { logFile } = instance.paths;
    writeFileSync(`${logFile}.1`, 'one');
    writeFileSync(`${logFile}.2`, 'two');
    large(instance);
    chmodSync(logFile, 0o640);
    await rotateLog(instance);
    expect(readFileSync(`${logFile}.2`, 'utf8')).toBe('one');
    expect(existsSync(`${logFile}.3`)).toBe(false);
    expect(statSync(logFile).mode & 0o777).toBe(0o640);
  });

  test('no log, or a folder in its place › nothing is rotated', async () => {
    const instance = managedIn('logfile redis.log\n');
    expect(await rotateLog(instance)).toBe(false);
    mkdirSync(instance.paths.logFile);
    expect(await rotateLog(instance)).toBe(false);
  });
});
