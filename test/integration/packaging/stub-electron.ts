import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The marker in Electron's program that precedes its fuses: a version byte, a count, and a character per fuse, '0' off,
 * '1' on, 'r' removed.
 * @see https://www.electronjs.org/docs/latest/tutorial/fuses
 */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuses = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptionsVariable',
  'nodeInspectArguments',
  'asarIntegrity',
  'onlyFromAsar',
  'browserSnapshot',
  'filePrivileges',
] as const;
/** A newer Electron has more fuses. They are left unchanged. */
const fuseCount = fuses.length + 1;

/** A folder that the packager accepts as Electron's: a program that does nothing, with every fuse off. */
export async function makeStubElectron(folder: string): Promise<void> {
  await mkdir(join(folder, 'resources'), { recursive: true });
  await mkdir(join(folder, 'locales'));
  const wire = Buffer.from([1, fuseCount, ...Buffer.from('0'.repeat(fuseCount))]);
  await writeFile(join(folder, 'electron'), Buffer.concat([Buffer.from(`#!/bin/sh\nexit 0\n${sentinel}`), wire]));
  await chmod(join(folder, 'electron'), 0o755);
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler', 'LICENSE', 'LICENSES.chromium.html', 'version'])
    await writeFile(join(folder, name), '');
}

/** The fuses of a program that are on. */
export function readFuses(program: Buffer): Record<string, boolean> {
  const start = program.indexOf(sentinel) + sentinel.length + 2;
  return Object.fromEntries(fuses.map((name, index) => [name, program[start + index] === '1'.charCodeAt(0)]));
}
