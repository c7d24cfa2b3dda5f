import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { germanModules, load, placeholders, results, textsOf, wordModules } from '../support/word-modules.ts';
import { sameInGerman, verbatim } from './same-in-german.ts';

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

test('the page › counts › with nouns of its language', async () => {
  const own = /^renderer\/lib\/(counted|format)\.ts$|words\.ts$/;
  const files = (await readdir('renderer', { recursive: true }))
    .map((file) => `renderer/${file}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !own.test(file));
  const wrong: string[] = [];
  for (const file of files) if ((await readFile(file, 'utf8')).includes("shared/format/count.ts'")) wrong.push(file);
  expect(wrong).toEqual([]);
});
