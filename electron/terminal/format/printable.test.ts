import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { shortDuration } from '../../../shared/format/duration.ts';
import { doubtfulMemory, memoryText, parseMemory } from '../../../shared/memory.ts';
import { remedyForProblem, remedyForRule } from '../../../shared/remedies.ts';
import { replicaRefusal, roleText } from '../../../shared/replica.ts';
import { shownState, stateWord } from '../../../shared/shown-state.ts';
import { someStatus } from '../../../test/support/some-status.ts';
import { alignPairs, formatAge, formatDuration, formatTime } from './format.ts';
import { localTime } from './local-time.ts';
import { colourCode, escapeControls, escapeControlsInJson, printable, usesUtf8 } from './printable.ts';
import { chooseStyle } from './style.ts';
import { cutLine, shownWidth, wrapLine } from './wrap.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });
const coloured = chooseStyle(true, {});

describe('foreign text on a terminal', () => {
  test('any text › contains no control character, and no half of one', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), (text, utf8) => {
        const shown = printable(text, utf8);
        expect(shown).not.toMatch(/\p{Cc}|\p{Cs}|[\u2028-\u202e\u2066-\u2069]/u);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
        if (!utf8) expect(shown).toMatch(/^[\u0000-\u007f]*$/);
      }),
      { numRuns: 500 },
    );
  });

  test('escape sequences, line breaks and direction marks › are shown, not run', () => {
    expect(escapeControls('\u001b[2J\n\r\t\0\u009b\u202e')).toBe('\\x1b[2J\\n\\r\\t\\x00\\x9b\\u{202e}');
    expect(printable('\ud800x', true)).toBe('\\u{d800}x');
    expect(printable('é → 漢', false)).toBe('\\xe9 -> \\u{6f22}');
  });

  test('our own colours › pass, also around foreign codes that imitate them', () => {
    const line = coloured.danger(' foreign \u001b[32m text');
    expect(printable(line, true)).toBe('\u001b[31m foreign \\x1b[32m text\u001b[39m');
    expect(printable(`${colourCode(1)}a`, false)).toBe('\u001b[1ma');
  });

  test('JSON › stays the same value, with every other control character escaped', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = JSON.stringify({ text }, null, 2);
        const safe = escapeControlsInJson(json);
        expect(JSON.parse(safe)).toEqual({ text });
        expect(safe.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cs}|[\u2028\u202e]/u);
      }),
    );
  });

  test('the locale › the first variable that is set decides', () => {
    expect(usesUtf8({ LC_ALL: 'C', LANG: 'de_DE.UTF-8' }, 'linux')).toBe(false);
    expect(usesUtf8({ LC_ALL: '', LC_CTYPE: 'en_US.utf8', LANG: 'C' }, 'linux')).toBe(true);
    expect([usesUtf8({}, 'linux'), usesUtf8({}, 'win32'), usesUtf8({ LANG: 'C' }, 'win32')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('colour › only on a terminal that has it', () => {
    const isPlain = (...given: Parameters<typeof chooseStyle>) => chooseStyle(...given).good('x') === 'x';
    expect([
      isPlain(false, {}),
      isPlain(true, { NO_COLOR: '1' }),
      isPlain(true, { TERM: 'dumb' }),
      isPlain(true, { NO_COLOR: '' }),
    ]).toEqual([true, true, true, false]);
  });
});

describe('lines of a terminal', () => {
  const words = fc.array(fc.stringMatching(/^[a-z/:.]{1,30}$/), { maxLength: 20 }).map((all) => all.join(' '));

  test('any line and width › keeps every word in order; only a single long word exceeds the width', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 90 }), fc.nat(6), (line, width, indent) => {
        const given = `${' '.repeat(indent)}${line}`;
        const lines = wrapLine(given, width);
        expect(lines.join(' ').split(/ +/).filter(Boolean)).toEqual(given.split(/ +/).filter(Boolean));
        if (width < 20) return;
        for (const one of lines) if (shownWidth(one) > width) expect(one.trim()).not.toContain(' ');
      }),
    );
  });

  test('colours › take no room', () => {
    const line = printable(`${coloured.good('aaaa bbbb')} cccc`, true);
    expect(shownWidth(line)).toBe(14);
    expect(wrapLine(line, 20)).toEqual([line]);
  });

  test('a name and its value › continue below the value', () => {
    expect(wrapLine('name  one two three four', 20)).toEqual(['name  one two three', '      four']);
    expect(wrapLine('  1. one two three four five', 20)).toEqual(['  1. one two three', '     four five']);
  });

  test('a cut line › is never wider than asked for', () => {
    fc.assert(
      fc.property(
        words,
        fc.integer({ min: 0, max: 40 }),
        fc.boolean(),
        (line, width, utf8) => cutLine(line, width, utf8).length <= Math.max(width, 0),
      ),
    );
    expect([
      cutLine('abcdef', 4, true),
      cutLine('abcdef', 4, false),
      cutLine('abc', 3, true),
      cutLine('abcdef', 2, false),
    ]).toEqual(['abc…', 'a...', 'abc', '..']);
  });

  test('pairs › the values begin at the same column', () => {
    expect(
      alignPairs([
        ['a', '1'],
        ['long', '2'],
      ]),
    ).toEqual(['  a     1', '  long  2']);
    expect(alignPairs([])).toEqual([]);
  });
});

describe('figures and times', () => {
  test('a duration › of any length › never has sixty of a unit, and at most two units', () => {
    fc.assert(
      fc.property(fc.double({ min: -10, max: 1e8, noNaN: true }), (seconds) => {
        expect(formatDuration(seconds)).toMatch(
          /^(\d+ d( ([1-9]|1\d|2[0-3]) h)?|([1-9]|1\d|2[0-3]) h( ([1-9]|[1-5]\d) min)?|([1-9]|[1-5]\d) min( ([1-9]|[1-5]\d) s)?|([0-9]|[1-5]\d) s)$/,
        );
        expect(shortDuration(seconds * 1000)).toMatch(
          /^(\d+ d|([1-9]|1\d|2[0-3]) h|([1-9]|[1-5]\d) min|([0-9]|[1-5]\d) s)$/,
        );
      }),
      { numRuns: 1000 },
    );
    expect([shortDuration(59_700), shortDuration(60_000), shortDuration(3_599_999)]).toEqual([
      '59 s',
      '1 min',
      '59 min',
    ]);
  });

  test('an age › of the future or just now › is not negative', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(formatAge('2026-11-24T12:00:00Z', now)).toBe('in 2 d');
    expect(formatAge('2026-11-22T12:05:00Z', now)).toBe(formatAge('2026-11-22T12:00:00Z', now));
    expect(formatTime('2026-11-22T11:58:00Z', now)).toBe('2 min ago (2026-11-22 11:58:00 UTC)');
    expect(localTime(new Date(2026, 0, 2, 3, 4, 5))).toBe('2026-01-02 03:04:05');
  });

  test('a size › of any whole number › is read back as the same number', () => {
    fc.assert(fc.property(fc.nat(2 ** 31), (bytes) => parseMemory(memoryText(String(bytes))) === bytes));
    expect([memoryText('0'), memoryText('1024'), memoryText('1025'), memoryText('x')]).toEqual([
      '0',
      '1kb',
      '1025',
      'x',
    ]);
    expect([parseMemory('99999999999gb'), parseMemory('1k'), parseMemory('1KB'), parseMemory('')]).toEqual([
      null,
      1000,
      1024,
      null,
    ]);
    expect(formatBytes(-1024)).toBe('−1 KB');
  });

  test('a doubtful limit › a small number without a unit', () => {
    expect(doubtfulMemory('2')).toContain('2gb');
    expect(doubtfulMemory('512')).toContain('512mb');
    expect([doubtfulMemory('0'), doubtfulMemory('1mb'), doubtfulMemory('1048576'), doubtfulMemory('2b')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});

describe('what a client offers', () => {
  test('more memory › twice the limit or what is in use, and nothing without a limit', () => {
    const memory = (limitBytes: number | null, usedBytes: number | null) =>
      remedyForRule('memory', 'main', someStatus('main', { memory: { usedBytes, peakBytes: null, limitBytes } }))?.flags
        .memory;
    expect([
      memory(100 * 1024 ** 2, 1),
      memory(100 * 1024 ** 2, 300 * 1024 ** 2),
      memory(100 * 1024 ** 2, null),
      memory(null, 1),
      memory(0, 1),
    ]).toEqual(['200mb', '600mb', '200mb', undefined, undefined]);
    expect(remedyForRule('eviction', 'main', undefined)).toBeNull();
    expect(remedyForRule('schedule-failed', 's1', undefined)).toEqual({
      action: 'run-schedule',
      flags: { schedule: 's1' },
    });
  });

  test('a crash › starts a stopped instance, and shows the log of one that restarts again and again', () => {
    expect(remedyForProblem('CRASHED', someStatus('a', { state: 'stopped' }))?.action).toBe('start');
    expect(remedyForProblem('CRASHED', someStatus('a', { state: 'unhealthy' }))?.action).toBe('logs');
    expect(remedyForProblem('PORT_TAKEN', someStatus('a'))).toBeNull();
  });

  test('an instance whose engine is lost › is neither stopped nor unhealthy', () => {
    const lost = someStatus('a', {
      state: 'stopped',
      problem: { code: 'ENGINE_UNREACHABLE', message: 'x', fix: null, since: null },
    });
    expect([shownState(lost), stateWord(lost), stateWord(someStatus())]).toEqual([
      'engine-unreachable',
      'engine unreachable',
      'running',
    ]);
  });

  test('a replica › names its master, with brackets around an IPv6 address', () => {
    const replication = { role: 'replica', masterHost: '::1', masterPort: 6379, link: 'down' } as const;
    expect(roleText(replication)).toBe('replica of [::1]:6379, link down');
    expect(replicaRefusal({ id: 'a', replication }, 'flush')).toMatchObject({
      code: 'IS_REPLICA',
      data: { masterHost: '::1' },
    });
    expect(replicaRefusal({ id: 'a', replication: { ...replication, role: 'master' } }, 'flush')).toBeNull();
    expect(roleText({ ...replication, masterHost: null, link: null })).toBe('replica');
  });
});
