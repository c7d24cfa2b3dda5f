import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testUnless } from '../../../../test/support/skip-reason.ts';
import { quoteArg, splitArgs } from './conf-args.ts';
import { fileValue, withValue } from './conf-values.ts';
import {
  directiveLines,
  directiveValue,
  formatRedisConf,
  parseRedisConf,
  replaceLines,
  setDirectives,
  unreadableLine,
} from './redis-conf.ts';

const shipped = ['/etc/redis/redis.conf', '/usr/local/etc/redis.conf', '/opt/homebrew/etc/redis.conf'].find(existsSync);

const word = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_./"\'\\ \t#é€\u0001'), maxLength: 12 });
const name = fc.constantFrom('maxmemory', 'Save', 'user', 'include', 'client-output-buffer-limit', 'x-unknown');
const anyLine = fc.oneof(
  fc.tuple(name, fc.array(word, { maxLength: 4 })).map(([first, args]) => [first, ...args.map(quoteArg)].join(' ')),
  word,
  word.map((text) => `# ${text}`),
  fc.constant(''),
  word.map((text) => `  ${text}\t`),
);
const anyFile = fc
  .array(fc.tuple(anyLine, fc.constantFrom('\n', '\r\n')), { maxLength: 30 })
  .map((lines) => lines.flat().join(''));

describe('redis.conf', () => {
  test('no change › is written back byte for byte', () => {
    fc.assert(fc.property(anyFile, (text) => formatRedisConf(parseRedisConf(text)) === text));
  });

  test('one directive is set › every other line stays byte for byte', () => {
    fc.assert(
      fc.property(anyFile, word, (text, value) => {
        const before = parseRedisConf(text);
        const after = parseRedisConf(formatRedisConf(setDirectives(before, { maxmemory: [value] })));
        expect(directiveValue(after, 'maxmemory')).toBe(value);
        expect(directiveLines(after, 'maxmemory')).toHaveLength(1);
        const others = (conf: typeof before) =>
          conf.lines
            .filter((line) => line.directive?.name !== 'maxmemory')
            .map((line) => line.text.replace(/\r$/, ''))
            .filter((line) => line !== '');
        expect(others(after)).toEqual(others(before));
      }),
    );
  });

  test('a directive is set to its own value › nothing changes', () => {
    fc.assert(
      fc.property(anyFile, (text) => {
        const conf = parseRedisConf(text);
        const names = ['maxmemory', 'save', 'client-output-buffer-limit'];
        for (const one of names) {
          const same = replaceLines(conf, [one], directiveLines(conf, one));
          expect(formatRedisConf(same)).toBe(text);
        }
      }),
    );
  });

  testUnless(
    shipped ? null : 'no redis.conf of a package on this machine',
    'the file that Redis ships › only the set directive changes',
    () => {
      const text = readFileSync(shipped as string, 'utf8');
      const conf = parseRedisConf(text);
      expect(formatRedisConf(conf)).toBe(text);
      expect(unreadableLine(conf)).toBeNull();
      const port = directiveValue(conf, 'port') as string;
      const changed = formatRedisConf(setDirectives(conf, { port: ['7777'] }));
      expect(changed).toBe(text.replace(`\nport ${port}\n`, '\nport 7777\n'));
      expect(formatRedisConf(setDirectives(parseRedisConf(changed), { port: [port] }))).toBe(text);
    },
  );
});

describe('argument', () => {
  test('quoted › is read back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (arg) => {
        const utf8 = Buffer.from(arg, 'utf8').toString('utf8');
        expect(splitArgs(quoteArg(utf8))).toEqual([utf8]);
      }),
    );
  });

  test.each([
    ['a  "b c"\t\'d"e\'', ['a', 'b c', 'd"e']],
    ['"\\x41\\n\\q"', ['A\nq']],
    ["'it\\'s'", ["it's"]],
    ['requirepass é', ['requirepass', 'é']],
    ['""', ['']],
  ])('%s › is split like in Redis', (line, args) => {
    expect(splitArgs(line)).toEqual(args);
  });

  test.each(['"open', "'open", '"a"b', "'a'b"])('unbalanced quotes in %s › are refused', (line) => {
    expect(splitArgs(line)).toBeNull();
  });
});

describe('repeated directives', () => {
  test('save lines › add up, and an empty one removes those before it', () => {
    expect(fileValue(parseRedisConf('save 900 1\nsave 300 10 60 10000\n'), 'save')).toBe('900 1 300 10 60 10000');
    expect(fileValue(parseRedisConf('save 900 1\nsave ""\nsave 5 1\n'), 'save')).toBe('5 1');
    expect(fileValue(parseRedisConf('save 900 1\nsave ""\n'), 'save')).toBe('');
    expect(fileValue(parseRedisConf('# none\n'), 'save')).toBeNull();
  });

  test('more or fewer lines › kept lines keep their place, new ones follow the last, fewer ones leave the first places', () => {
    const text = '# a\nsave 900 1\nport 1\nsave 300 10\n# b\n';
    const set = (value: string | null) => formatRedisConf(withValue(parseRedisConf(text), 'save', value));
    expect(set('900 1 300 10')).toBe(text);
    expect(set('900 1 300 10 60 5')).toBe('# a\nsave 900 1\nport 1\nsave 300 10\nsave 60 5\n# b\n');
    expect(set('300 10')).toBe('# a\nport 1\nsave 300 10\n# b\n');
    expect(set('')).toBe('# a\nport 1\nsave ""\n# b\n');
    expect(set(null)).toBe('# a\nport 1\n# b\n');
  });

  test('one class of client-output-buffer-limit is set › the others keep their lines', () => {
    const text = 'client-output-buffer-limit normal 0 0 0\nclient-output-buffer-limit replica 256mb 64mb 60\n';
    const after = withValue(parseRedisConf(text), 'client-output-buffer-limit', 'normal 1mb 0 0');
    expect(formatRedisConf(after)).toBe(text.replace('normal 0 0 0', 'normal 1mb 0 0'));
    expect(fileValue(after, 'client-output-buffer-limit')).toBe('normal 1mb 0 0 replica 256mb 64mb 60');
  });

  test('users, modules, includes and renamed commands › stay byte for byte', () => {
    const text =
      'user a on >x ~* +@all\nuser b off\nrename-command FLUSHALL ""\nrename-command KEYS k\nloadmodule /m.so 1\ninclude /other.conf\n';
    const after = formatRedisConf(withValue(parseRedisConf(text), 'maxmemory', '1gb'));
    expect(after).toBe(`${text}maxmemory 1gb\n`);
  });

  test('a line before an include › moves after it, otherwise the included file would win', () => {
    const after = withValue(parseRedisConf('maxmemory 1gb\ninclude /other.conf\n'), 'maxmemory', '2gb');
    expect(formatRedisConf(after)).toBe('include /other.conf\nmaxmemory 2gb\n');
  });

  test('an older name of a directive › is the same directive', () => {
    const conf = parseRedisConf('hash-max-ziplist-entries 64\n');
    expect(fileValue(conf, 'hash-max-listpack-entries')).toBe('64');
    expect(formatRedisConf(withValue(conf, 'hash-max-listpack-entries', '128'))).toBe('hash-max-ziplist-entries 128\n');
  });

  test('new lines › use the line end of the file', () => {
    expect(formatRedisConf(withValue(parseRedisConf('port 1\r\n'), 'maxmemory', '1gb'))).toBe(
      'port 1\r\nmaxmemory 1gb\r\n',
    );
  });
});
