import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...(await readdir(join(project, 'docs'), { recursive: true }))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe.each(documents)('%s', (document) => {
  test('documents › a link leads to a file › the file exists', async () => {
    const links = [...(await read(document)).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, to]) => to ?? '',
    );
    expect(links.filter((to) => !existsSync(join(project, dirname(document), to)))).toEqual([]);
  });

  test('documents › a path of the source tree is named › it exists', async () => {
    const named = (await read(document)).matchAll(/`((?:electron|renderer|shared|test|resources|docs)\/[\w./-]+)`/g);
    const paths = [...named].map(([, path]) => path ?? '');
    expect(paths.filter((path) => !existsSync(join(project, path)))).toEqual([]);
  });
});

test('documents › a source file is named without its folder › there is one of that name', async () => {
  const files = await sourceFiles();
  const named = await Promise.all(documents.map(async (document) => [document, await read(document)] as const));
  const missing = named.flatMap(([document, text]) =>
    [...text.matchAll(/`([\w.-]+\.(?:tsx?|mjs|css|sh))`/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !files.has(name))
      .map((name) => `${document}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('documents › the tree of ARCHITECTURE.md names a folder of the core › it exists', async () => {
  const named = [...(await read('ARCHITECTURE.md')).matchAll(/`(services\/[\w/-]+)\/`/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(join(project, 'electron', path)))).toEqual([]);
});

/** The names of all source files. */
async function sourceFiles(): Promise<ReadonlySet<string>> {
  const roots = ['electron', 'renderer', 'shared', 'test', 'resources'];
  const lists = await Promise.all(roots.map((root) => readdir(join(project, root), { recursive: true })));
  return new Set([...(await readdir(project)), ...lists.flat().map((path) => basename(path))]);
}

function read(document: string): Promise<string> {
  return readFile(join(project, document), 'utf8');
}
