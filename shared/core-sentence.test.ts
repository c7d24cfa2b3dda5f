// cspell:disable
import { expect, onTestFinished, test } from 'vitest';
import { createCoreSentence } from './core-sentence.ts';
import { setNumberLocale } from './format/number.ts';

const german = createCoreSentence([
  ['(.+) was not started: (.+)', '$1 wurde nicht gestartet: @2'],
  ['(.+) says dir (.+), which has no data.', 'In $1 steht dir $2, dort sind keine Daten.'],
  ['(.+) cannot be read: (.+).', '$1 ist nicht lesbar: @2.'],
  ['(.+) failed: (.+)', '$1 ist gescheitert: $2'],
  ['Try again.', 'Erneut versuchen.'],
  ['([\\d,]+) keys? of (.+) changed.', '$1 Schlüssel von $2 geändert.'],
  ['it is a folder', 'Das ist ein Ordner'],
  ['Port (\\d+) is (.+).', 'Port $1 ist $2.'],
  ['Port (\\d+) is already in use by (.+).', 'Port $1 ist belegt: $2.'],
]);

test.each([
  ['a text without a pattern › unchanged', 'Something else.', 'Something else.'],
  [
    'two sentences › each by its own pattern',
    '1 key of main changed. Try again.',
    '1 Schlüssel von main geändert. Erneut versuchen.',
  ],
  ['a foreign sentence between › stays English', 'ERR unknown. Try again.', 'ERR unknown. Erneut versuchen.'],
  [
    'an inserted text with a pattern › translated too',
    '/a cannot be read: it is a folder.',
    '/a ist nicht lesbar: Das ist ein Ordner.',
  ],
  [
    'a text around another › the pattern of the outer one',
    'main was not started: redis.conf says dir /d, which has no data. Try again.',
    'main wurde nicht gestartet: In redis.conf steht dir /d, dort sind keine Daten. Erneut versuchen.',
  ],
  ['several patterns match › the one with the most text', 'Port 1 is already in use by x.', 'Port 1 ist belegt: x.'],
  ['a full stop in a name › is not an end', 'redis.conf failed: a. b', 'redis.conf ist gescheitert: a. b'],
])('a sentence of the core › %s', (_, english, expected) => {
  expect(german(english)).toBe(expected);
});

test('a sentence of the core › a long log of foreign sentences › stays as it is', () => {
  const log = 'MISCONF Redis is configured to save. '.repeat(2000).trimEnd();
  expect(german(log)).toBe(log);
});

test('a sentence of the core › a long text that a pattern with several gaps may match › is not tried', () => {
  const text = `The keys of main ${'of main '.repeat(20_000)}`;
  expect(createCoreSentence([['The keys of (.+) of (.+) of (.+) differ', '$1 $2 $3']])(text)).toBe(text);
});

test('a sentence of the core › figures › have the separators of the language, but versions and addresses stay', () => {
  setNumberLocale('de-DE');
  onTestFinished(() => setNumberLocale('en-US'));
  expect(german('61,659 keys of main changed. Try again.')).toBe(
    '61.659 Schlüssel von main geändert. Erneut versuchen.',
  );
  for (const [english, expected] of [
    ['1,234.5 MB in 1.2 s', '1.234,5 MB in 1,2 s'],
    ['at 99.9 %', 'at 99,9 %'],
    ['Redis 7.2 at 127.0.0.1:6380, 7.0.15', 'Redis 7.2 at 127.0.0.1:6380, 7.0.15'],
    ['the key "1,234" and user:1,234', 'the key "1,234" and user:1,234'],
    ['ports 6381,6382', 'ports 6381,6382'],
  ])
    expect(german(english ?? '')).toBe(expected);
});
