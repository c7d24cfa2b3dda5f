import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '../..');

/** Modules with the texts of the page and of the desktop app around it, relative to the root of the repository. */
export function wordModules(): readonly string[] {
  return [...filesBelow('renderer'), ...filesBelow('electron/desktop')].filter(
    (file) => /(^|\/)(words|always-words)\.ts$|\/words\/[\w-]+\.ts$/.test(file) && !/\.(de|test)\.ts$/.test(file),
  );
}

/** Modules with German texts. */
export function germanModules(): readonly string[] {
  return ['renderer', 'shared', 'electron/desktop'].flatMap(filesBelow).filter((file) => file.endsWith('.de.ts'));
}

export function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  return import(pathToFileURL(join(root, file)).href);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** A text, or a function of figures and names that returns one, by the path to it. */
export interface Text {
  readonly path: string;
  readonly text: string | ((...given: unknown[]) => unknown);
}

/** Every text of a module, including those in objects and lists. */
export function textsOf(value: unknown, path = ''): readonly Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value === 'function') return [{ path, text: value as (...given: unknown[]) => unknown }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, path === '' ? name : `${path}.${name}`));
}

/** The argument kinds that a function is tried with. A kind that makes it throw is not its own. */
const samples: readonly ((at: number) => unknown)[] = [
  (at) => `⟦${at}⟧`,
  (at) => 7001 + at,
  (at) => [`⟦${at}⟧`, `⟦${at}b⟧`],
  (at) => at === 0,
  (at) => (at % 2 === 0 ? 7001 + at : `⟦${at}⟧`),
  (at) => (at % 2 === 1 ? 7001 + at : `⟦${at}⟧`),
  () => 1,
];

/** The texts that a text gives, one for each kind of argument; null for a kind it does not accept. */
export function results(text: Text['text']): readonly (string | null)[] {
  if (typeof text === 'string') return [text];
  return samples.map((sample) => {
    try {
      const given = Array.from({ length: Math.max(text.length, 1) }, (_, at) => sample(at));
      const result = text(...given);
      const found = typeof result === 'string' ? result : JSON.stringify(result);
      return /undefined|NaN|\[object/.test(found) ? null : found;
    } catch {
      return null;
    }
  });
}

/** The names and figures in a text that came from its arguments. */
export function placeholders(text: string): readonly string[] {
  return [...text.replaceAll(/(?<=\d)[.,](?=\d{3})/g, '').matchAll(/⟦\d+b?⟧|700\d/g)].map(([found]) => found).sort();
}

/** The English texts that differ from the German ones, as an element shows them; functions are left out. */
export async function englishTexts(): Promise<ReadonlySet<string>> {
  const texts = new Set<string>();
  const same = new Set<string>();
  for (const file of germanModules()) {
    const german = new Map(textsOf((await load(file)).translation).map(({ path, text }) => [path, text]));
    for (const { path, text } of textsOf(await load(file.replace('.de.ts', '.ts')))) {
      const translated = german.get(path);
      if (typeof text === 'string' && /[a-z]{3}/.test(text)) (text === translated ? same : texts).add(text);
      if (typeof translated === 'string') same.add(translated);
    }
  }
  return new Set([...texts].filter((text) => !same.has(text)));
}
