import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../directives/catalogue.ts';
import { checkPersistence, checkValue, invalidSetting } from './check-value.ts';

function problemOf(name: string, value: string): { field?: unknown; expected?: unknown; message: string } | null {
  try {
    checkValue(name, value);
    return null;
  } catch (error) {
    const { code, data, message } = error as { code: string; data: Record<string, unknown>; message: string };
    expect(code).toBe('BAD_VALUE');
    return { ...data, message };
  }
}

test('a value › the default of every editable directive › is valid', () => {
  const editable = catalogue.filter(({ applied }) => applied !== 'app');
  const refused = editable.filter((facts) => problemOf(facts.name, facts.default) !== null).map(({ name }) => name);
  expect(editable.length).toBeGreaterThan(100);
  expect(refused).toEqual([]);
});

test('a value › a directive that the app controls or that has several lines › is refused with the reason', () => {
  const ofApp = catalogue.filter(({ applied }) => applied === 'app');
  expect(ofApp.length).toBeGreaterThan(0);
  for (const { name, why, default: fallback } of ofApp) {
    expect(why, name).toBeTruthy();
    expect(problemOf(name, fallback)).toMatchObject({ field: name, message: expect.stringContaining(why ?? 'none') });
  }
  for (const name of ['include', 'user', 'loadmodule', 'rename-command']) {
    expect(problemOf(name, 'x')).toMatchObject({ field: name });
  }
});

test('a value › line break or NUL › is refused, since it would add a directive to the file', () => {
  for (const end of ['\n', '\r', '\0']) {
    for (const name of ['requirepass', 'maxmemory-policy', 'logfile-of-a-later-version', 'save']) {
      expect(problemOf(name, `x${end}requirepass ""`), JSON.stringify([name, end])).toMatchObject({ field: name });
    }
  }
});

test('a value › an unknown directive › is left to Redis', () => {
  expect(problemOf('a-directive-of-redis-9', 'any "text" \\ é')).toBeNull();
  expect(problemOf('constructor', 'x')).toBeNull();
  expect(problemOf('__proto__', 'x')).toBeNull();
});

test('a secret › invalid › is not repeated in the message', () => {
  expect(problemOf('requirepass', 'hunter2\n')?.message).not.toContain('hunter2');
  expect(problemOf('REQUIREPASS', 'hunter2\0')?.message).not.toContain('hunter2');
});

test.each([
  ['1.5gb', '1536mb'],
  ['0,5gb', '512mb'],
  ['2.25mb', '2304kb'],
])('a size › %s › names %s, which Redis accepts', (value, better) => {
  expect(problemOf('maxmemory', value)?.message).toContain(`write ${better}`);
  expect(problemOf('maxmemory', better)).toBeNull();
});

test.each(['', ' ', '-1', '1 gb', '1tb', '1gib', '1e9', '0x10', '1.3.gb', '١gb', '99999999999gb', 'gb', '1gb 2gb'])(
  'a size › "%s" › is refused',
  (value) => {
    expect(problemOf('maxmemory', value)).toMatchObject({ field: 'maxmemory' });
  },
);

test('a size › a fraction without a whole smaller unit › offers no wrong replacement', () => {
  expect(problemOf('maxmemory', '1.1gb')?.message).not.toContain('write');
  expect(problemOf('maxmemory', '1.5kb')?.message).not.toContain('write');
});

test('a size › units of Redis in any case › are valid', () => {
  for (const value of ['0', '1', '1b', '1K', '1kB', '1M', '1MB', '2g', '2Gb']) {
    expect(problemOf('maxmemory', value), value).toBeNull();
  }
});

test('a whole number › at and beyond the limits of the directive › only the limits are valid', () => {
  const numbers = catalogue.filter(({ kind, applied }) => kind === 'integer' && applied !== 'app');
  for (const { name, minimum, maximum } of numbers) {
    if (minimum !== null) {
      expect(problemOf(name, String(minimum)), name).toBeNull();
      expect(problemOf(name, String(minimum - 1)), name).not.toBeNull();
    }
    if (maximum !== null) {
      expect(problemOf(name, String(maximum)), name).toBeNull();
      expect(problemOf(name, String(maximum + 1)), name).not.toBeNull();
    }
  }
  for (const value of ['', '1.0', '1e3', '+1', '0x1', '1 ', '--1', '12345678901234567890']) {
    expect(problemOf('maxmemory-samples', value), value).not.toBeNull();
  }
});

test('an option › another case › is valid, and an unknown one lists the valid ones', () => {
  expect(problemOf('appendonly', 'YES')).toBeNull();
  expect(problemOf('maxmemory-policy', 'AllKeys-LRU')).toBeNull();
  expect(problemOf('appendonly', 'true')).toMatchObject({ expected: 'yes or no' });
  expect(problemOf('maxmemory-policy', 'allkeys')?.expected).toContain('allkeys-lru');
});

test('save points › pairs of numbers above 0 › anything else is refused', () => {
  for (const value of ['', '  ', '900 1', ' 900  1\t300 10 ']) expect(problemOf('save', value), value).toBeNull();
  for (const value of ['900', '900 1 300', '0 1', '900 0', '900 -1', '900 x', '"" ""', '9999999999 1', '1.5 1']) {
    expect(problemOf('save', value), value).toMatchObject({ field: 'save' });
  }
});

test('buffer limits › groups of a class, two sizes and seconds › anything else is refused', () => {
  const name = 'client-output-buffer-limit';
  for (const value of ['normal 0 0 0', 'REPLICA 256mb 64mb 60', 'slave 1 1 1 pubsub 32mb 8mb 60']) {
    expect(problemOf(name, value), value).toBeNull();
  }
  for (const value of [
    '',
    'normal 0 0',
    'master 0 0 0',
    'normal x 0 0',
    'normal 0 -1 0',
    'normal 0 0 1s',
    'normal 0 0 0 pubsub',
  ]) {
    expect(problemOf(name, value), value).toMatchObject({ field: name });
  }
});

test('bind › 16 addresses, the limit of Redis › one more is refused', () => {
  const addresses = Array.from({ length: 17 }, (_, index) => `127.0.0.${index + 1}`);
  expect(problemOf('bind', addresses.slice(1).join(' '))).toBeNull();
  expect(problemOf('bind', addresses.join('  '))).toMatchObject({ field: 'bind' });
});

test('any text for any directive › valid or not › no exception but BAD_VALUE, with its field and one line', () => {
  const names = fc.constantFrom(...catalogue.map(({ name }) => name), 'include', 'unknown');
  fc.assert(
    fc.property(names, fc.string({ unit: 'binary', maxLength: 30 }), (name, value) => {
      const problem = problemOf(name, value);
      if (problem === null) return;
      expect(problem.field).toBe(name);
      expect(problem.message.endsWith('.')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('persistence › modes only, in lower case › others are refused with all modes', () => {
  for (const mode of ['rdb', 'aof', 'both', 'none']) expect(() => checkPersistence(mode)).not.toThrow();
  for (const mode of ['', 'RDB', 'rdb ', 'constructor']) {
    expect(() => checkPersistence(mode)).toThrow(
      expect.objectContaining({ data: { field: 'persistence', expected: 'one of rdb, aof, both, none' } }),
    );
  }
});

test('an invalid setting › without a line › has no line, which a client would show as 0', () => {
  expect(invalidSetting('port', 'a port', 'No.').data).toEqual({ field: 'port', expected: 'a port' });
  expect(invalidSetting('port', 'a port', 'No.', 7).data).toEqual({ field: 'port', expected: 'a port', line: 7 });
});
