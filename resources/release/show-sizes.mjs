// Runs after electron-builder has packed the app, and prints the size of the package.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MEGABYTE = 1_000_000;

/** @param {{ appOutDir: string, electronPlatformName: string }} context */
export function afterPack({ appOutDir, electronPlatformName }) {
  const files = readdirSync(appOutDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: statSync(join(entry.parentPath, entry.name)).size }));
  const archive = files.find(({ name }) => name === 'app.asar');
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  process.stdout.write(
    `  • size  platform=${electronPlatformName} package=${shown(all)} archive=${shown(archive?.bytes ?? 0)}\n`,
  );
}

/** @param {number} bytes */
const shown = (bytes) => `${(bytes / MEGABYTE).toFixed(1)} MB`;
