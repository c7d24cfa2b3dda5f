import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Captured } from '../../test/support/captured.ts';
import { describeNeeding } from '../../test/support/needs.ts';
import { Output } from '../terminal/cli/output.ts';
import { findElectronProgram } from './electron-program.ts';
import { openDesktop } from './open-desktop.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vrooli-desktop-'));
  await mkdir(join(root, 'node_modules/electron/dist'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** A shell script in place of Electron: these tests concern only how Electron is found, started and ended. */
async function program(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

function open(env: Readonly<Record<string, string>> = {}) {
  const stderr = new Captured();
  const output = new Output({ stdout: new Captured(), stderr, env: {}, json: false });
  const machine = { platform: 'linux', uid: 1000, env: { PATH: process.env.PATH, DISPLAY: ':0', ...env } } as const;
  return openDesktop({ output, root, machine });
}

const downloaded = () => join(root, 'node_modules/electron/dist/electron');
const isDownloaded = () => writeFile(join(root, 'node_modules/electron/path.txt'), 'electron');

describeNeeding(['linux'], 'openDesktop', () => {
  test('openDesktop › downloaded Electron › starts it and returns at its end', async () => {
    await isDownloaded();
    await program(downloaded(), 'echo "$@" > "$1/started"');
    expect(await open()).toBeNull();
    expect(await readFile(join(root, 'started'), 'utf8')).toBe(`${root}\n`);
  });

  test('openDesktop › $ELECTRON_OVERRIDE_DIST_PATH › before the downloaded one', async () => {
    await isDownloaded();
    await program(downloaded(), 'exit 9');
    await mkdir(join(root, 'mine'));
    await program(join(root, 'mine/electron'), 'exit 0');
    expect(await open({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'mine') })).toBeNull();
  });

  test('openDesktop › $ELECTRON_OVERRIDE_DIST_PATH is wrong › no download', async () => {
    const elsewhere = join(root, 'nowhere');
    expect(await open({ ELECTRON_OVERRIDE_DIST_PATH: elsewhere })).toBe(`there is no Electron program in ${elsewhere}`);
  });

  test('openDesktop › Electron fails › the reason', async () => {
    await isDownloaded();
    await program(downloaded(), 'exit 127');
    expect(await open()).toBe('the Electron program ended with code 127');
    await program(downloaded(), 'kill -TRAP $$');
    expect(await open()).toBe('the Electron program ended with SIGTRAP');
  });

  test('openDesktop › the download fails › one line with the reason', async () => {
    const installer = "console.error('RequestError: no network\\n    at a stack'); process.exit(1);";
    await writeFile(join(root, 'node_modules/electron/install.js'), installer);
    expect(await open()).toBe('the Electron program could not be downloaded (RequestError: no network)');
  });

  test('openDesktop › no Electron yet › downloads it and uses it', async () => {
    const script = `
      const { writeFileSync } = require('node:fs');
      writeFileSync(__dirname + '/dist/electron', '#!/bin/sh\\nexit 0\\n', { mode: 0o755 });
      writeFileSync(__dirname + '/path.txt', 'electron');`;
    await writeFile(join(root, 'node_modules/electron/install.js'), script);
    expect(findElectronProgram(root, {})).toBeNull();
    expect(await open()).toBeNull();
    expect(findElectronProgram(root, {})).toBe(downloaded());
  });
});
