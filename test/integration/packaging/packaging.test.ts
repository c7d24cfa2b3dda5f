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
    expect(files.filter((file) => /node_modules|^test\/|\.ts$|\.cache$|^out\/\./.test(file))).toEqual([]);
  });

  test('contents › the CLI, which finds the app beside it', async () => {
    const shipped = await readFile(packaged('resources', 'manage.sh'), 'utf8');
    expect(shipped).toBe(await readFile(join(projectRoot, 'resources/manage.sh'), 'utf8'));
    const { code, stderr } = await runProgram(packaged('resources', 'manage.sh'), ['--action', 'status']);
    // The stub ends with 0 whatever it is given: it was reached.
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
    expect(sized).toContain('512.png');
    for (const name of sized) expect(`${await widthOf(join(icons, name))}.png`).toBe(name);
    expect(await widthOf(join(icons, 'icon.png'))).toBeGreaterThanOrEqual(512);
  });

  test('fuses › no way to run other code', async () => {
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
