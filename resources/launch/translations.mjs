import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/**
 * Translates the page's texts into the chosen language. `words.ts` has the English texts, `words.de.ts` beside it the
 * German ones. When a module with English texts is evaluated, each of its texts is replaced by the one in the chosen
 * language, so every other module uses `words.ts` as if there were one language. The texts of another language are one
 * script, which the page loads before it evaluates its own modules, and only if that language is chosen.
 *
 * The scripts of other languages import nothing of the page, because the page waits for them.
 * @param {readonly string[]} languages besides English, such as `de`
 * @param {string} language the module that exports the chosen `language`
 * @returns {import('vite').Plugin}
 */
export function translations(languages, language) {
  const root = process.cwd();
  return {
    name: 'translations',
    enforce: 'pre',
    resolveId: (id) => (id.startsWith(TEXTS) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${TEXTS}`) return chosenTexts(languages, resolve(root, language));
      const [, of] = id.split(`\0${TEXTS}/`);
      return of === undefined ? null : textsOf(of, root);
    },
    transform(code, id) {
      const file = id.replace(/\?.*$/, '');
      if (!file.endsWith('.ts') || !languages.some((one) => existsSync(inLanguage(file, one)))) return null;
      return { code: translatable(code, relative(root, file)), map: null };
    },
  };
}

const TEXTS = 'virtual:texts';

/** @param {string} file @param {string} language */
const inLanguage = (file, language) => file.replace(/\.ts$/, `.${language}.ts`);

/**
 * The texts of the chosen language, by file and in the order of its exports; none for English.
 * @param {readonly string[]} languages
 * @param {string} language
 */
function chosenTexts(languages, language) {
  const scripts = languages.map((one) => `${JSON.stringify(one)}: () => import('${TEXTS}/${one}')`);
  return `
import { language } from ${JSON.stringify(language)};
const load = { ${scripts.join(', ')} }[language];
// Without its texts the page is in English, which is better than no page.
export const texts = load === undefined ? {} : await load().then((script) => script.texts, () => ({}));
`;
}

/**
 * All texts of one language, by index: their names would be as long as the texts.
 * @param {string} language
 * @param {string} root
 */
function textsOf(language, root) {
  const files = translatedFiles(language, root);
  const imports = files.map(
    (file, at) => `import { translation as t${at} } from ${JSON.stringify(resolve(root, file))};`,
  );
  const lists = files.map((file, at) => {
    const english = file.replace(`.${language}.ts`, '.ts');
    const names = exportedNames(readFileSync(resolve(root, english), 'utf8'), english);
    return `${JSON.stringify(english)}: [${names.map((name) => `t${at}.${name}`).join(', ')}]`;
  });
  return `${imports.join('\n')}\nexport const texts = { ${lists.join(',\n')} };`;
}

/**
 * The files with the texts of a language.
 * @param {string} language
 * @param {string} root
 */
export function translatedFiles(language, root) {
  return ['renderer', 'shared'].flatMap((folder) =>
    readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(`.${language}.ts`))
      .map((file) => join(folder, file))
      .sort(),
  );
}

const EXPORT = /^export const (\w+)((?::[^=]+(?:=>[^=]+)*)?) =(?!>)/gm;

/**
 * The names that a module exports: texts and functions of them, each by `export const`.
 * @param {string} code
 * @param {string} file
 */
export function exportedNames(code, file) {
  const other = /^export (?!const |type |interface ).*/m.exec(code);
  if (other) throw new Error(`${file} has texts in several languages, so it exports only constants: ${other[0]}`);
  return [...code.matchAll(EXPORT)].map(([, name = '']) => name);
}

/** @param {string} code @param {string} file */
function translatable(code, file) {
  const names = exportedNames(code, file);
  const chosen = code.replace(
    EXPORT,
    (_, name, type) => `export const ${name}${type} = chosenTexts ? chosenTexts[${names.indexOf(name)}] :`,
  );
  return `import { texts } from '${TEXTS}';\nconst chosenTexts = texts[${JSON.stringify(file)}];\n${chosen}`;
}
