import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

// cspell:ignore retension

/** Split, so that this file passes the linter. */
const forbidden = ['a', 'new'].join('');

const project = join(import.meta.dirname, '../..');

const files: Readonly<Record<string, string>> = {
  // Without errors.
  'electron/services/platform/files.ts': 'export const files = 1;\n',
  'electron/services/redis/conf/conf.ts':
    "// Redis writes it again.\nexport { files } from '../../platform/files.ts';\n",
  // An import that points upwards, of a type only.
  'electron/services/platform/upward.ts': "import type { Link } from '../redis/link.ts';\n\nexport type Up = Link;\n",
  'electron/services/redis/link.ts': 'export interface Link {}\n',
  // Two folders that import each other, while no two of their files do.
  'electron/services/redis/info/info.ts': 'export const info = 1;\n',
  'electron/services/redis/info/evictions.ts': "export { link } from '../connection/link.ts';\n",
  'electron/services/redis/connection/link.ts': 'export const link = 1;\n',
  'electron/services/redis/connection/ask.ts': "export { info } from '../info/info.ts';\n",
  // A service that knows a client, and a folder that is on no list.
  'electron/services/redis/client.ts': "export { rpc } from '../../rpc/router.ts';\n",
  'electron/rpc/router.ts': "export { more } from '../services/attic/more.ts';\n\nexport const rpc = 1;\n",
  'electron/services/attic/more.ts': 'export const more = 1;\n',
  // For the word linter.
  'electron/forbidden.ts': `// It begins ${forbidden}.\nexport const one = 1;\n`,
  'docs/misspelt.md': '# A setting\n\nThe retension of a schedule.\n',
};

let tree: string;
let folders: Ended;
let words: Ended;

// Once for all tests, because the start of the linters takes most of the time.
beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'vrooli-redis-lint-'));
  await cp(join(project, '.dependency-cruiser.cjs'), join(tree, '.dependency-cruiser.cjs'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await writeFile(join(tree, path), text);
  }
  const config = ['--config', join(project, 'cspell.config.cjs'), '--root', tree];
  [folders, words] = await Promise.all([
    lint('resources/lint/folders.mjs', 'electron'),
    lint('node_modules/cspell/bin.mjs', 'lint', '--quiet', '--no-color', '--no-gitignore', ...config, '.'),
  ]);
});

afterAll(() => rm(tree, { recursive: true, force: true }));

test('folder lint › a type is imported from a higher folder › fails and names both files', () => {
  expect(folders.code).toBeGreaterThan(0);
  expect(folders.output).toContain(
    'upward-import:electron/services/platform: electron/services/platform/upward.ts → electron/services/redis/link.ts',
  );
});

test('folder lint › two folders import each other, their files do not › fails and names both folders', () => {
  expect(folders.output).toMatch(/circle-between-folders: electron\/services\/redis\/(info|connection) → /);
});

test('folder lint › a service imports a client › fails', () => {
  expect(folders.output).toContain('services-know-no-client: electron/services/redis/client.ts');
});

test('folder lint › a new folder has no place in the order › fails', () => {
  expect(folders.output).toContain('folder-without-place:electron/services: electron/rpc/router.ts');
});

test('folder lint › imports point to lower folders › no report', () => {
  expect(folders.output).not.toContain('conf.ts');
});

test('word lint › a comment has a forbidden word › fails and names the place', () => {
  expect(words.code).toBe(1);
  expect(words.output).toMatch(new RegExp(`forbidden\\.ts:1:\\d+ - Forbidden word \\(${forbidden}\\)`));
});

test('word lint › a document has a misspelt word › fails and names the place', () => {
  expect(words.output).toMatch(/misspelt\.md:3:\d+ - Unknown word \(retension\)/);
  expect(words.output).not.toContain('conf.ts');
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** @param script relative to the project; it runs in the tree */
function lint(script: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(project, script), ...args], { cwd: tree }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: `${stdout}${stderr}` });
    });
  });
}
