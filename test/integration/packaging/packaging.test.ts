import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeNeeding } from '../../support/needs.ts';
import { projectRoot } from '../../support/run-manage.ts';
import { runProgram } from '../../support/run-program.ts';
import { useTestHome } from '../../support/use-test-home.ts';
import { filesInAsar, unpack } from './files-in-asar.ts';
import { makeStubElectron, readFuses } from './stub-electron.ts';

const MB = 1024 * 1024;
/** Of the archive: all our own files. */
const MAX_MB = 12;
const allowedLicences = new Set(['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', '0BSD', 'OFL-1.1', 'BlueOak-1.0.0']);

describeNeeding(['linux'], 'package', () => {
  let folder: string;
  const packaged = (...parts: string[]) => join(folder, 'dist', 'linux-unpacked', ...parts);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `vt-${process.env.TEST_RUN_ID}-package-`));
    await makeStubElectron(join(folder, 'electron'));
    const { code, stdout, stderr } = await runProgram(
      process.execPath,
      [
        join(projectRoot, 'node_modules/electron-builder/cli.js'),
        ...['--linux', 'dir', '--publish', 'never'],
        `-c.electronDist=${join(folder, 'electron')}`,
        `-c.directories.output=${join(folder, 'dist')}`,
      ],
      { cwd: projectRoot },
    );
    if (code !== 0) throw new Error(`electron-builder ended with code ${code}\n${stdout}${stderr}`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('contents › the bundled app, without node_modules', async () => {
    const files = [...filesInAsar(await readFile(packaged('resources', 'app.asar'))).keys()];
    for (const file of ['main/main.js', 'main/cli.cjs', 'main/serve.js', 'preload/preload.cjs', 'renderer/index.html'])
      expect(files).toContain(`out/${file}`);
    expect(files).toContain('package.json');
    for (const file of ['CHANGELOG.md', 'LICENSE', 'out/licences/main.json', 'out/licences/renderer.json'])
      expect(files).toContain(file);
    expect(files.filter((file) => /node_modules|^test\/|\.ts$|\.cache$|^out\/\./.test(file))).toEqual([]);
  });

  test('size › of what is beside Electron › stays below its limit', async () => {
    const archive = await readFile(packaged('resources', 'app.asar'));
    const files = [...filesInAsar(archive)].map(([path, { length }]) => [path, length] as const);
    const largest = files.toSorted(([, one], [, other]) => other - one).slice(0, 3);
    // Far less would mean that something is missing. Electron itself is about 250 MB.
    expect(archive.length, JSON.stringify(largest)).toBeGreaterThan(2 * MB);
    expect(archive.length, JSON.stringify(largest)).toBeLessThan(MAX_MB * MB);
    expect(files.every(([, size]) => size > 0)).toBe(true);
  });

  test('licences › of the archive › name every bundled package with a permitted licence', async () => {
    const files = filesInAsar(await readFile(packaged('resources', 'app.asar')));
    const parts = [...files.keys()].filter((path) => path.startsWith('out/licences/'));
    const notices = parts.flatMap((path): { name: string; licence: string; text: string }[] =>
      JSON.parse(String(files.get(path))),
    );
    const names = notices.map(({ name }) => name);
    for (const name of ['react', 'zod', 'ioredis', 'dockerode', '@fontsource-variable/inter'])
      expect(names).toContain(name);
    const unknown = notices.filter(({ licence }) => !licence.split(' AND ').every((one) => allowedLicences.has(one)));
    expect(unknown.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
    const withoutText = new Set(notices.filter(({ text }) => text === '').map(({ name }) => name));
    // Their packages contain no text; the licence is named.
    expect([...withoutText].toSorted()).toEqual(['lazy-val', 'react-remove-scroll-bar', 'split-ca']);
  });

  test('archive › its hash › is in the program’s own record, so that a changed archive does not start', async () => {
    const config = await readFile(join(projectRoot, 'electron-builder.yml'), 'utf8');
    expect(config).toMatch(/enableEmbeddedAsarIntegrityValidation: true\n {2}onlyLoadAppFromAsar: true/);
    for (const target of ['AppImage', 'deb', 'rpm', 'dmg', 'nsis', 'zip']) expect(config).toContain(target);
    expect(config).toContain('hardenedRuntime: true');
  });

  test('contents › the CLI, which finds the app beside it', async () => {
    const shipped = await readFile(packaged('resources', 'manage.sh'), 'utf8');
    expect(shipped).toBe(await readFile(join(projectRoot, 'resources/manage.sh'), 'utf8'));
    const { code, stderr } = await runProgram(packaged('resources', 'manage.sh'), ['--action', 'status']);
    // The stub ends with 0 for any arguments, so 0 means that it was reached.
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test('CLI › contains every file that it loads', async () => {
    const alone = join(folder, 'alone');
    await unpack(filesInAsar(await readFile(packaged('resources', 'app.asar'))), alone);
    const home = await useTestHome({ docker: false });
    const args = [join(alone, 'out/main/cli.cjs'), '--action', 'status', '--json'];
    const { code, stdout } = await runProgram(process.execPath, args, { env: home.env, cwd: alone });
    expect([code, JSON.parse(stdout)]).toMatchObject([3, { state: 'missing' }]);
  });

  test('icons › in the sizes that desktops need', async () => {
    const icons = join(projectRoot, 'resources/icons');
    const sized = (await readdir(icons)).filter((name) => /^\d+\.png$/.test(name));
    expect(sized.toSorted()).toEqual([
      '128.png',
      '16.png',
      '24.png',
      '256.png',
      '32.png',
      '48.png',
      '512.png',
      '64.png',
    ]);
    for (const name of sized) expect(`${await widthOf(join(icons, name))}.png`).toBe(name);
    expect(await widthOf(join(icons, 'icon.png'))).toBeGreaterThanOrEqual(512);
  });

  test('fuses › every way to run other code is off', async () => {
    const fuses = readFuses(await readFile(packaged('vrooli-redis-desktop')));
    expect(fuses).toEqual({
      runAsNode: true,
      cookieEncryption: true,
      nodeOptionsVariable: false,
      nodeInspectArguments: false,
      asarIntegrity: true,
      onlyFromAsar: true,
      browserSnapshot: false,
      filePrivileges: false,
    });
  });
});

/** Of a PNG, in pixels: it stands in its first chunk. */
async function widthOf(png: string): Promise<number> {
  const bytes = await readFile(png);
  expect(bytes.toString('latin1', 12, 16)).toBe('IHDR');
  return bytes.readUInt32BE(16);
}
