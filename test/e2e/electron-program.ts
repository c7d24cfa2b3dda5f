import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildStandIn } from '../electron-stand-in/build.ts';
import { findChromium } from '../runner/find-chromium.ts';
import { projectRoot } from '../support/run-manage.ts';

/** The program that the tests of the desktop app start. */
export interface DesktopProgram {
  readonly path: string;
  /** The stand-in of test/electron-stand-in/, if Electron is not installed or has no display. */
  readonly isStandIn: boolean;
}

/** How the global set-up passes the program to the tests. */
const VARIABLE = 'TEST_DESKTOP_PROGRAM';

/** The Electron program: `$ELECTRON_OVERRIDE_DIST_PATH`, or the download of `electron:install`; null without either. */
function findElectron(): string | null {
  const folder = join(projectRoot, 'node_modules/electron');
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' } as Record<string, string>;
  // Written by Electron's installer. A folder from elsewhere may lack it.
  const listed = join(folder, 'path.txt');
  const name = existsSync(listed) ? readFileSync(listed, 'utf8').trim() : (names[process.platform] ?? 'electron');
  const program = join(dist, name);
  return existsSync(program) ? program : null;
}

/**
 * Finds Electron or builds its stand-in, and stores the choice for the tests of this run.
 * @returns the choice, in one line
 */
export async function prepareDesktopProgram(): Promise<string> {
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  const electron = findElectron();
  const required = process.env.TEST_ELECTRON === 'required';
  if (required && !electron) throw new Error('TEST_ELECTRON=required, and there is no Electron program.');
  if (required && !hasDisplay) throw new Error('TEST_ELECTRON=required, and there is no display.');
  if (electron && hasDisplay) return keep({ path: electron, isStandIn: false }, `Electron, ${electron}`);
  const problem = electron ? 'no display' : 'no Electron program';
  if (process.platform === 'win32' || !findChromium()) return `none (${problem}, and nothing to stand in for it)`;
  return keep({ path: await buildStandIn(), isStandIn: true }, `the stand-in of Electron (${problem})`);
}

/** Null if the desktop app cannot run on this machine. */
export function desktopProgram(): DesktopProgram | null {
  const kept = process.env[VARIABLE];
  return kept === undefined ? null : JSON.parse(kept);
}

function keep(program: DesktopProgram, description: string): string {
  process.env[VARIABLE] = JSON.stringify(program);
  return description;
}
