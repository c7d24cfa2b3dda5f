import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');
const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
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

test('documents › the tree of ARCHITECTURE.md names a folder of the core › it exists', async () => {
  const named = [...(await read('ARCHITECTURE.md')).matchAll(/`(services\/[\w/-]+)\/`/g)].map(([, path]) => path ?? '');
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(join(project, 'electron', path)))).toEqual([]);
});

function read(document: string): Promise<string> {
  return readFile(join(project, document), 'utf8');
}
