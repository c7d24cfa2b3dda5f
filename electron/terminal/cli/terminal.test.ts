import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Captured } from '../../../test/support/captured.ts';
import { printable, usesUtf8 } from '../format/printable.ts';
import { chooseStyle } from '../format/style.ts';
import { shownWidth, wrapLine } from '../format/wrap.ts';
import { Terminal } from './terminal.ts';

const utf8 = { LANG: 'en_US.UTF-8' };

function shown(lines: readonly string[], env: Record<string, string>, tty = false): string {
  const stream = new Captured(tty);
  new Terminal(stream, env).lines(lines);
  return stream.text;
}

describe('terminal › foreign text', () => {
  test.each([
    ['\u001b[2Jgone', '\\x1b[2Jgone'],
    ['\u001b[31mred\u001b[39m', '\\x1b[31mred\\x1b[39m'],
    ['two\nlines\r\n', 'two\\nlines\\r\\n'],
    ['\u009b2J and \u007f', '\\x9b2J and \\x7f'],
    ['abc\u202egnp.exe', 'abc\\u{202e}gnp.exe'],
    ['half \ud83d', 'half \\u{d83d}'],
    ['Zürich 東京 👍', 'Zürich 東京 👍'],
  ])('%j › is shown as %s', (text, expected) => {
    expect(shown([text], utf8)).toBe(`${expected}\n`);
  });

  test('beside our own colours › only ours reach the terminal', () => {
    const style = chooseStyle(true, utf8);
    expect(shown([style.danger('\u001b[0mno')], utf8, true)).toBe('\u001b[31m\\x1b[0mno\u001b[39m\n');
  });

  test('any text at all › no control character passes but the line breaks of our lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 5 }),
        fc.boolean(),
        (lines, ascii) => {
          const text = shown(lines, ascii ? {} : utf8);
          expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
          expect(text.split('\n')).toHaveLength(lines.length + 1);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is all of ASCII
          if (ascii) expect(text).toMatch(/^[\u0000-\u007f]*$/);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('in a JSON document › is the same document on a terminal, and bytes as they are in a pipe', () => {
    const document = { note: '\u001b[2J\u009b2J\u202e – é' };
    for (const tty of [true, false]) {
      const stream = new Captured(tty);
      new Terminal(stream, {}).document(JSON.stringify(document));
      expect(JSON.parse(stream.text)).toEqual(document);
      expect(stream.text.includes('\u009b')).toBe(!tty);
    }
  });
});

describe('terminal › a locale without UTF-8', () => {
  test.each([
    [{}, false],
    [{ LANG: 'C.UTF-8' }, true],
    [{ LANG: 'de_DE.utf8' }, true],
    [{ LANG: 'C.UTF-8', LC_CTYPE: 'C' }, false],
    [{ LANG: 'C.UTF-8', LC_CTYPE: 'C', LC_ALL: 'en_US.UTF-8' }, true],
    [{ LC_ALL: '', LANG: 'C.UTF-8' }, true],
    [{ LC_ALL: 'POSIX', LANG: 'C.UTF-8' }, false],
  ])('%j › UTF-8 %s', (env, expected) => {
    expect(usesUtf8(env, 'linux')).toBe(expected);
  });

  test('signs of our own texts › are readable ASCII', () => {
    const line = 'a → b · 3 × 4 — “so” … 5 µs ┌──┐│';
    expect(printable(line, false)).toBe('a -> b - 3 x 4 - "so" ... 5 us +--+|');
    expect(printable(line, true)).toBe(line);
  });

  test('letters of foreign texts › are escapes', () => {
    expect(printable('Zürich 👍', false)).toBe('Z\\xfcrich \\u{1f44d}');
  });
});

describe('terminal › width', () => {
  const prose = 'The port is used by another program. Stop that program, or choose another port for this instance.';

  test('COLUMNS › wraps prose at spaces, in a pipe too', () => {
    const lines = shown([prose], { COLUMNS: '40' }).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
    expect(lines.join(' ')).toBe(prose);
  });

  test.each(['0', '-1', 'wide', ''])('COLUMNS=%s › counts as not set', (columns) => {
    expect(shown([prose], { COLUMNS: columns })).toBe(`${prose}\n`);
  });

  test('no COLUMNS › a terminal has its own width, a pipe none', () => {
    expect(shown([prose], {}, true).split('\n')).toHaveLength(3);
    expect(shown([prose], {})).toBe(`${prose}\n`);
  });

  test('a line of two columns › continues below the second', () => {
    expect(wrapLine('  Runtime  docker, container vrooli-redis, image redis:7', 36)).toEqual([
      '  Runtime  docker, container',
      '           vrooli-redis, image',
      '           redis:7',
    ]);
  });

  test('a word that is too long › stays whole', () => {
    const url = `redis://localhost/${'x'.repeat(60)}`;
    expect(wrapLine(`At ${url} it answers.`, 30)).toEqual(['At', url, 'it answers.']);
  });

  test('any words › none is broken, none is lost, none could have stayed on the line before', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '→'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 20, max: 60 }), (words, width) => {
        const lines = wrapLine(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(shownWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
