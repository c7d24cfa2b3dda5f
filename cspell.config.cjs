// Spelling, and the words we do not write: `npm run lint:words`.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/** The list in the glossary, one truth for the reader and the linter. */
function forbiddenWords() {
  const glossary = readFileSync(join(__dirname, 'docs/glossary.md'), 'utf8');
  const list = /^## Words that are never right\n\n(?:.+\n)+\n((?:- .+\n)+)/m.exec(glossary)?.[1];
  if (!list) throw new Error('docs/glossary.md has no list under "Words that are never right".');
  return list.match(/(?<=^- )[a-z]+(?=:)/gm);
}

module.exports = {
  version: '0.2',
  language: 'en-GB,en',
  dictionaries: ['project', 'typescript', 'node', 'npm', 'html', 'css', 'softwareTerms', 'bash', 'docker'],
  dictionaryDefinitions: [{ name: 'project', path: './resources/lint/words.txt', addWords: true }],
  files: ['**/*.{ts,tsx,mjs,cjs,css,md,html,sh,yml}', '*.json'],
  useGitignore: true,
  ignorePaths: [
    '.git',
    'node_modules',
    'out',
    'dist',
    'package-lock.json',
    'LICENSE',
    '**/*.de.ts',
    'shared/core-words/de',
    'renderer/features/settings/words/directives',
    '**/programs/programs.ts',
  ],
  enableGlobDot: true,
  patterns: [
    { name: 'escapes', pattern: '/\\\\(?:n|r|t|v|0)/g' },
    { name: 'digests', pattern: '/\\b[0-9a-f]{40,64}\\b/g' },
  ],
  ignoreRegExpList: ['escapes', 'digests'],
  flagWords: forbiddenWords(),
};
