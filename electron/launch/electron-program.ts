import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The Electron program of this checkout: in `$ELECTRON_OVERRIDE_DIST_PATH`, or in the download folder of the electron
 * package. Null without one. Importing the package would already download it.
 * @see node_modules/electron/index.js
 */
export function findElectronProgram(root: string, env: Env): string | null {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const packaged = join(root, 'node_modules', 'electron');
  const downloaded = join(packaged, 'path.txt');
  const relative = existsSync(downloaded) ? readFileSync(downloaded, 'utf8') : null;
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const program = override
    ? join(override, relative ?? name)
    : relative === null
      ? null
      : join(packaged, 'dist', relative);
  return program !== null && existsSync(program) ? program : null;
}

const LONGEST_DOWNLOAD_MS = 10 * 60_000;

/**
 * Downloads the program, as `npm run electron:install` does.
 * @returns why that failed, in one line; null on success
 */
export function downloadElectron(root: string): Promise<string | null> {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  if (!existsSync(installer)) return Promise.resolve('the electron package is not installed');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const timer = setTimeout(() => child.kill(), LONGEST_DOWNLOAD_MS);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      // A stack trace follows the first line.
      resolve(code === 0 ? null : (said.trim().split('\n')[0] ?? `it ended with ${code}`));
    });
  });
}
