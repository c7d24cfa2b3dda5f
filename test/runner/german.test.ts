import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { catalogue as directives } from '../../electron/services/redis/directives/catalogue.ts';
import { translation as settingsTranslation } from '../../renderer/features/settings/words/directives.de.ts';
import { createCoreSentence } from '../../shared/core-sentence.ts';
import { translation } from '../../shared/core-words.de.ts';
import { ENGINE_UNREACHABLE } from '../../shared/shown-state.ts';
import { CoreTexts } from '../support/core-texts.ts';
import { germanModules, load, placeholders, results, textsOf, wordModules } from '../support/word-modules.ts';
import { sameInGerman, verbatim } from './same-in-german.ts';

const core = new CoreTexts(['electron/services', 'electron/rpc', 'shared']);
const operations = new CoreTexts(['electron/services']);
const outcomes = new CoreTexts(['electron/services/activity/log', 'shared/format']);

test('every module with texts of the page › has German ones', () => {
  const german = new Set(germanModules());
  const without = wordModules().filter((file) => !german.has(file.replace('.ts', '.de.ts')));
  expect(without).toEqual([]);
});

describe.each(germanModules())('%s', (file) => {
  test('each text › differs from the English one, with the same names and figures', async () => {
    const english = textsOf(await load(file.replace('.de.ts', '.ts')));
    const german = new Map(textsOf((await load(file)).translation).map(({ path, text }) => [path, text]));
    const wrong = english.flatMap(({ path, text }) => {
      const translated = german.get(path);
      if (translated === undefined) return [`${path}: missing`];
      const [before, after] = [results(text), results(translated)];
      return before.flatMap((one, at) => {
        const other = after[at] ?? null;
        if (one === null) return [];
        if (other === null) return [`${path}: fails with arguments that English accepts`];
        if (placeholders(one).join() !== placeholders(other).join()) return [`${path}: ${one} | ${other}`];
        return one === other && !verbatim.has(path) && !isSame(one) ? [`${path}: ${one}`] : [];
      });
    });
    expect([...new Set(wrong)]).toEqual([]);
  });
});

/** Whether a text may be equal in both languages: it has no word, or only words that German has as well. */
function isSame(text: string): boolean {
  const words = text.replaceAll(/⟦\d+b?⟧/g, '').match(/\p{L}[\p{L}'’-]+/gu) ?? [];
  return words.every((word) => sameInGerman.has(word));
}

test('directives › each one of the catalogue › has German words', () => {
  const german = settingsTranslation.directives;
  expect(Object.keys(german).sort()).toEqual(directives.map(({ name }) => name).sort());
  const same = directives.filter(({ name, title, description }) => {
    const words = german[name];
    return words?.description === description || (words?.title === title && !isSame(title));
  });
  expect(same.map(({ name }) => name)).toEqual([]);
});

test('the core › why a setting cannot be changed › has a German pattern', () => {
  const german = createCoreSentence(translation.details);
  const reasons = [...new Set(directives.flatMap(({ why }) => why ?? []))];
  expect(reasons.length).toBeGreaterThan(2);
  expect(reasons.filter((why) => german(why) === why)).toEqual([]);
});

// cspell:ignore Maschine
test('German › a machine › has one name', async () => {
  const files = [
    ...germanModules(),
    ...(await readdir('shared/core-words/de')).map((file) => `shared/core-words/de/${file}`),
  ];
  const wrong: string[] = [];
  for (const file of files) if (/Maschine/.test(await readFile(file, 'utf8'))) wrong.push(file);
  expect(wrong).toEqual([]);
});

test('the page › a title in a sentence › keeps the capital letter of its nouns', async () => {
  const files = (await readdir('renderer', { recursive: true })).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const wrong: string[] = [];
  for (const file of files) {
    const text = await readFile(`renderer/${file}`, 'utf8');
    for (const [call] of text.matchAll(/Words\.\w+\([^\n]*\b(?:label|title)\.toLowerCase\(\)/g))
      wrong.push(`${file}: ${call}`);
  }
  expect(wrong).toEqual([]);
});

test('the page › a title of the core › is shown in the language of the page', async () => {
  const files = (await readdir('renderer', { recursive: true })).filter((file) => /(?<!\.test)\.tsx$/.test(file));
  const wrong: string[] = [];
  for (const file of files) {
    const text = await readFile(`renderer/${file}`, 'utf8');
    for (const [use] of text.matchAll(/(?<!coreSentence\()\b(?:event|check|newer|operation|alert)\.title\b/g))
      wrong.push(`${file}: ${use}`);
    const unpacks = /\{[^{}]*\btitle\b[^{}]*\} = (?:event|check|operation|alert);/.test(text);
    if (unpacks && !text.includes('coreSentence(title)')) wrong.push(`${file}: title`);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ['No schedule: a, b, c and 15 more.', 'Kein Zeitplan: a, b, c und 15 weitere.'],
  [
    'The security checklist leaves out acme: no answer within 4 s.',
    'Die Sicherheitsprüfung lässt acme aus: keine Antwort innerhalb von 4 s.',
  ],
])('the core › a list of which the rest is counted, and a reason › are German: %s', (text, expected) => {
  expect(createCoreSentence(translation.details)(text)).toBe(expected);
});

test('German › an ellipsis that stands for a further step › has a space before it', async () => {
  const wrong: string[] = [];
  for (const file of germanModules())
    for (const { path, text } of textsOf((await load(file)).translation))
      for (const result of results(text)) if (/\p{L}…/u.test(result ?? '')) wrong.push(`${file}: ${path}`);
  expect([...new Set(wrong)]).toEqual([]);
});

test('the page › counts › with nouns of its language', async () => {
  const own = /^renderer\/lib\/(counted|format)\.ts$|words\.ts$/;
  const files = (await readdir('renderer', { recursive: true }))
    .map((file) => `renderer/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !own.test(file));
  const wrong: string[] = [];
  for (const file of files) if ((await readFile(file, 'utf8')).includes("shared/format/count.ts'")) wrong.push(file);
  expect(wrong).toEqual([]);
});

test('the core › repairs of tenants › have German patterns', () => {
  const german = createCoreSentence(translation.sentences);
  const repairs = core.ofField('repair').filter((text) => text.includes(' '));
  expect(repairs.length).toBeGreaterThan(3);
  expect(repairs.filter((text) => german(text) === text || german(`${text} (acme)`) === `${text} (acme)`)).toEqual([]);
});

/** The texts that files of the core give these fields, with `7` for each inserted value. */
async function coreTexts(fields: string, files: RegExp): Promise<readonly string[]> {
  const given = new RegExp(`\\b(?:${fields})(?::| =) (?:'([A-Z][^'\\n]+)'|\`([^\`\\n]*)\`)`, 'g');
  const all = (await readdir('electron/services', { recursive: true })).filter((file) => files.test(file));
  const texts = await Promise.all(all.map((file) => readFile(`electron/services/${file}`, 'utf8')));
  return texts
    .flatMap((text) => [...text.matchAll(given)].map(([, plain, template]) => plain ?? template ?? ''))
    .map((text) => text.replace(/\$\{counted\([^}]*?'(\w+)'[^}]*\)\}/g, '7 $1s').replace(/\$\{[^}]*\}/g, '7'))
    .filter((text) => /[a-z]{3}/.test(text) && !isSame(text));
}

/** Texts with an inserted half: each whole text has a pattern. */
const composed = new Set([
  'During quiet hours: 7 alerts, 7',
  'Reached 7: 7',
  'Restart the Docker engine. 7',
  'Some attempts failed to run 7.',
  'The last test, 7, did not include 7.',
  '7 attempts, all blocked, 7',
  '7, 7 in 7: 7. A start deletes those older than 7 days, except the newest of each name.',
  'Protected mode is off: 7.7',
  'No schedule: 7.7',
  '7 of 7 used7. Raise maxmemory or delete keys.',
]);

test.each([
  [
    'titles of operations, events, alerts and checks',
    'title',
    /^(?!redis.|companions.(?:minio|postgres)).*(?<!\.test)\.ts$/,
    'sentences',
  ],
  ['details and fixes of checks and alerts', 'detail|fix', /^(?:diagnostics|alerts).*(?<!\.test)\.ts$/, 'details'],
] as const)('the core › %s › have a German pattern', async (_, fields, files, patterns) => {
  const german = createCoreSentence(translation[patterns]);
  const texts = await coreTexts(fields, files);
  expect(texts.length).toBeGreaterThan(20);
  expect([...new Set(texts)].filter((text) => german(text) === text && !composed.has(text))).toEqual([]);
});

test('the core › titles of operations › have German patterns, wherever they are composed', () => {
  const german = createCoreSentence(translation.sentences);
  const titles = operations.ofField('title').filter((text) => text.includes(' ') && !isSame(text));
  expect(titles.length).toBeGreaterThan(40);
  expect(titles.filter((text) => german(text) === text)).toEqual([]);
});

test.each([ENGINE_UNREACHABLE, `Resolved: ${ENGINE_UNREACHABLE}`])(
  'the core › a shared title › has a German pattern: %s',
  (title) => {
    const german = createCoreSentence(translation.sentences)(title);
    expect(german).not.toContain(title.replace('Resolved: ', ''));
  },
);

// cspell:ignore Zeitplan weitere Sicherheitsprüfung lässt keine Antwort innerhalb Befehl startet Zeile steht kein eingebundenen Dateien lesbar sind gibt nicht bindet Einstellungen bekannt
test.each([
  [
    'redis.conf, line 4, says port abc, which is not a port from 0 to 65535.',
    'In redis.conf, Zeile 4, steht port abc, das',
  ],
  ['redis.conf, line 3, includes /a.conf, which does not exist: its settings are unknown.', 'redis.conf, Zeile 3,'],
  [
    'redis.conf, line 3, includes /a.conf, which is a folder: Redis starts only if it can read every included file.',
    'redis.conf, Zeile 3,',
  ],
  [
    'The command that starts the server says port 0, and there is no unixsocket: the server would not listen at all.',
    'In dem Befehl, der den Server startet, steht port 0',
  ],
])('the core › the place of a line › is German: %s', (text, beginning) => {
  const german = createCoreSentence(translation.details)(text);
  expect(german.slice(0, beginning.length)).toBe(beginning);
  expect(leftEnglish(text, german)).toEqual([]);
  expect(german).not.toContain('includes');
});

test.each([
  'It has no backup yet. Back it up or add a schedule.',
  'The last backup is 1 hour old. A scheduled backup was due 1 hour ago.',
  'The last backup is 3 days old. A scheduled backup was due 30 hours ago.',
  'Its only backups are dated in the future. A scheduled backup was due 3 days ago.',
  'redis/desktop/alerts.json: it is not valid JSON. The damaged file is kept as b; the app continues with a new one.',
  'The server is running, but no answer from port 6380 within 0.25 s.',
  'The server is running, but the server on the socket /a closed the connection.',
  'The server on port 6380 requires a password, and redis.conf has none that it accepts.',
])('the core › a text of parts › is German in each: %s', (text) => {
  expect(leftEnglish(text, createCoreSentence(translation.details)(text))).toEqual([]);
});

/**
 * What a translation leaves in English: a sentence, or three words that are not in quotation marks. The name of a field
 * before a colon is that of the contract.
 */
function leftEnglish(text: string, translated: string): readonly string[] {
  const around = ` ${translated.replace(/„[^“]*“/g, '7')} `;
  const sentences = text.replace(/^[a-z-]+: /, '').split(/(?<=[.?!]) /);
  const threes = [...text.matchAll(/(?<![\w"])(?=([A-Za-z]+ [a-z]+ [a-z]+)(?![\w"]))/g)].map(([, words = '']) => words);
  return [...sentences, ...threes].filter((part) => around.includes(` ${part} `) && !isSame(part));
}

// cspell:ignore Schlüssel vorheriger jetziger wiederhergestellt wird serialisiert
test('the core › the bytes of a large value › have German patterns', () => {
  const german = createCoreSentence(translation.details);
  const value = '1 key restored, former value of "cart: 1": 12 MB of 320 MB';
  expect(german(value)).toBe('1 Schlüssel wiederhergestellt, vorheriger Wert von „cart: 1“: 12 MB von 320 MB');
  expect(german('2 keys, "a": 1 B of 2 B')).toBe('2 Schlüssel, „a“: 1 B von 2 B');
  const waiting = '0 keys, current value of "a": serialised by the server';
  expect(german(waiting)).toBe('0 Schlüssel, jetziger Wert von „a“: wird vom Server serialisiert');
});

/** Parts of a text whose other alternative the extraction does not see. */
const notWhole = /^(?:A snapshot|The AOF) is [a-z]+ first7/;

test.each([
  ['failures', 600, () => core.failures()],
  ['warnings', 10, () => core.reports('warn')],
  ['lines of logs', 30, () => core.reports('log')],
  ['details of steps', 30, () => core.reports('progress')],
  ['details of events', 30, () => core.ofField('detail').filter((text) => text.includes(' '))],
  ['outcomes of operations', 20, () => outcomes.ofField('text')],
  ['messages of plans, problems and checks', 90, () => core.ofField('message')],
  ['fixes of problems', 50, () => core.ofField('fix')],
  ['effects in plans', 20, () => core.ofField('note')],
  ['losses of a stop', 10, () => core.ofField('consequence')],
  ['obstacles of upgrades', 2, () => core.ofField('blocked')],
  ['steps of plans', 4, () => core.ofField('steps').filter((text) => text.includes(' '))],
] as const)('the core › %s › have German patterns', (_, atLeast, texts) => {
  const german = createCoreSentence(translation.details);
  const all = texts();
  expect(all.length).toBeGreaterThan(atLeast);
  const english = all
    .filter((text) => !notWhole.test(text))
    .map((text) => ({ text, left: leftEnglish(text, german(text)) }))
    .filter(({ left }) => left.length > 0);
  expect(english).toEqual([]);
});
