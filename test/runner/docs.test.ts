import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allActions } from '../../electron/terminal/actions.ts';

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

test('documents › a row of that tree names a folder inside its own › it exists', async () => {
  const rows = [...(await read('ARCHITECTURE.md')).matchAll(/^\| `([\w/-]+)\/` \| (.*) \|$/gm)];
  expect(rows.length).toBeGreaterThan(30);
  const missing: string[] = [];
  for (const [, path = '', text = ''] of rows) {
    const root = path.startsWith('services/') ? `electron/${path}` : path;
    const folders = (await readdir(join(project, root), { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => `/${join(entry.parentPath, entry.name)}/`);
    const named = [...text.replaceAll(/\([^)]*\]\([^)]*\)/g, '').matchAll(/`([\w/-]+)\/`/g)].map(
      ([, name]) => name ?? '',
    );
    missing.push(
      ...named
        .filter((name) => !folders.some((folder) => folder.endsWith(`/${name}/`)) && !existsSync(join(project, name)))
        .map((name) => `${root}: ${name}`),
    );
  }
  expect(missing).toEqual([]);
});

/** Names of other programs and of examples. */
const foreignNames = new Set(['getInputProps']);

test('documents › a name of the code is given › the code has it', async () => {
  const source = new Set((await sourceTexts()).join('\n').match(/\w+/g));
  const missing: string[] = [];
  for (const document of documents.filter((one) => one !== 'CHANGELOG.md')) {
    for (const [, code = ''] of (await read(document)).matchAll(/`([^`\n]+)`/g)) {
      const names = code.match(/\b(?:[a-z]+\d*[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[A-Z]+_[A-Z_]+)\b/g) ?? [];
      missing.push(
        ...names.filter((name) => !source.has(name) && !foreignNames.has(name)).map((name) => `${document}: ${name}`),
      );
    }
  }
  expect(missing).toEqual([]);
});

test('documents › a script of npm or an action of the CLI is named › it exists', async () => {
  const { scripts } = JSON.parse(await read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const actionNames = (await allActions()).map(({ name }) => name);
  const missing: string[] = [];
  for (const document of documents) {
    const text = await read(document);
    const scriptsNamed = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? '');
    const actionsNamed = [...text.matchAll(/--action ([a-z][\w-]*)/g)].map(([, name]) => name ?? '');
    missing.push(
      ...scriptsNamed.filter((name) => !Object.hasOwn(scripts, name)).map((name) => `${document}: npm run ${name}`),
      ...actionsNamed.filter((name) => !actionNames.includes(name)).map((name) => `${document}: --action ${name}`),
    );
  }
  expect(missing).toEqual([]);
});

const roots = ['electron', 'renderer', 'shared', 'test', 'resources'];

/** The text of every source file. */
async function sourceTexts(): Promise<readonly string[]> {
  const lists = await Promise.all(
    roots.map(async (root) =>
      (await readdir(join(project, root), { recursive: true })).map((name) => join(root, name)),
    ),
  );
  const files = [...(await readdir(project)), ...lists.flat()].filter((name) =>
    /\.(?:tsx?|c?m?js|sh|json|yml)$/.test(name),
  );
  return Promise.all(files.map(read));
}

/** The names of all source files. */
async function sourceFiles(): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(roots.map((root) => readdir(join(project, root), { recursive: true })));
  return new Set([...(await readdir(project)), ...lists.flat().map((path) => basename(path))]);
}

function read(document: string): Promise<string> {
  return readFile(join(project, document), 'utf8');
}
