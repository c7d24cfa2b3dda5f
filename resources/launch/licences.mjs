import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * Writes the licences of the packages whose code is in a part of the build: `out/licences/<part>.json`, which the app
 * ships and shows. Takes them from the modules of the chunks and the files of the assets, so that unused packages are
 * not named.
 * @param {string} part a name for the file
 * @returns {import('vite').Plugin}
 */
export function licenceNotices(part) {
  let folder = 'out';
  let root = '.';
  return {
    name: 'licence-notices',
    configResolved(config) {
      root = config.root;
      folder = join(dirname(resolve(config.root, config.build.outDir)), 'licences');
    },
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      // Fonts are assets. A style sheet imported by another style sheet is no module.
      const assets = Object.values(bundle).flatMap((file) => (file.type === 'asset' ? file.originalFileNames : []));
      const packages = new Map();
      for (const path of [...modules, ...assets]) {
        const home = packageOf(path.replace(/^\0/, '').replace(/\?.*$/, ''));
        if (home !== null) packages.set(resolve(root, home), null);
      }
      const notices = [...packages.keys()].map(noticeOf).sort((one, other) => (one.name < other.name ? -1 : 1));
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${part}.json`), JSON.stringify(notices));
    },
  };
}

/**
 * The folder of the package that a file belongs to; null for our own files.
 * @param {string} path
 */
function packageOf(path) {
  const parts = path.split(/[\\/]/);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return null;
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join('/');
}

/** @param {string} folder of a package */
function noticeOf(folder) {
  const { name, version, license, licenses } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence = typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? null);
  // A package with an unknown licence must not be shipped by mistake.
  if (licence === null) throw new Error(`${relative('.', folder)} names no licence in its package.json`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licence|license|copying|notice)([.-].*)?$/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, licence, text: texts.join('\n\n') };
}
