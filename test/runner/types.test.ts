import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const project = join(import.meta.dirname, '../..');

const files = {
  'document.ts': 'export const title = document.title;\n',
  'process.ts': 'export const pid = process.pid;\n',
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vrooli-redis-types-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('node types › a service names document › does not compile', async () => {
  const found = await errorsOf('node');
  expect(found).toMatch(/^document\.ts\(1,22\): error TS2584: Cannot find name 'document'/);
  expect(found).not.toContain('process.ts');
});

test('renderer types › a view names process › does not compile', async () => {
  const found = await errorsOf('renderer');
  expect(found).toMatch(/^process\.ts\(1,20\): error TS2591: Cannot find name 'process'/);
  expect(found).not.toContain('document.ts');
});

test('shared types › the contract names document or process › neither compiles', async () => {
  const found = await errorsOf('shared');
  expect(found).toContain("Cannot find name 'document'");
  expect(found).toContain("Cannot find name 'process'");
});

/** The compiler's messages about the files, with the configuration of one part. */
async function errorsOf(side: 'node' | 'renderer' | 'shared'): Promise<string> {
  const config = {
    extends: join(project, `tsconfig.${side}.json`),
    compilerOptions: { incremental: false, tsBuildInfoFile: null },
    include: [folder],
  };
  // Beside the packages, because types are looked up from the configuration's folder.
  const path = join(project, 'node_modules/.cache', `types-test-${side}-${process.pid}.json`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(config));
  try {
    return await new Promise((resolve) => {
      const args = [join(project, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', '-p', path];
      execFile(process.execPath, args, { cwd: folder }, (_, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
  } finally {
    await rm(path, { force: true });
  }
}
