import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { withLock } from './build-lock.mjs';
import { root } from './checkout.mjs';
import { isStale } from './staleness.mjs';

/** @typedef {import('./staleness.mjs').Part} Part */

/** Why `out` cannot be written, by the code of the error. */
const WHY_NOT_WRITABLE = {
  EACCES: 'this user may not write there. Run npm run build there as its owner',
  EPERM: 'this user may not write there. Run npm run build there as its owner',
  EROFS: 'its disk is read-only. Make it writable, or run a copy of the checkout on another disk',
  ENOSPC: 'its disk is full. Free some space',
  EDQUOT: 'your quota on its disk is used up. Free some space',
};

/**
 * Builds the part if a source is newer, and says so on stderr. If several processes find it stale at the same time, one
 * builds and the others wait.
 * @param {Part} part
 * @throws {Error} with the output of the builder, or with the reason why its folder cannot be written
 */
export async function buildIfStale(part) {
  if (!isStale(root, part)) return;
  const folder = join(root, 'out');
  try {
    await withLock(join(folder, '.build-lock'), {
      waiting: () => say('Waiting for another process that builds the program.'),
      body: async () => {
        if (isStale(root, part)) await build(part);
      },
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = Object.entries(WHY_NOT_WRITABLE).find(([known]) => known === code)?.[1];
    if (why === undefined) throw error;
    throw new Error(`The program must be built, but ${folder} cannot be written: ${why}, and try again.`, {
      cause: error,
    });
  }
}

/**
 * @param {Part} part
 * @throws {Error} with the output of the builder
 */
export async function build(part) {
  const began = performance.now();
  say('Building the program; this takes a few seconds, and only when its sources have changed.');
  await runBuilder(part);
  say(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
}

/** @param {Part} part */
async function runBuilder(part) {
  const builder = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const child = spawn(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    env: { ...process.env, VROOLI_BUILD: part },
    // Its output goes to stderr, because stdout belongs to the answer of the command that needed the build.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A builder that outlives this process would write into a folder whose lock is released.
  const end = () => child.kill();
  process.once('exit', end);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  process.off('exit', end);
  if (code !== 0) throw new Error(`The program could not be built (electron-vite ended with ${code}):\n${said.trim()}`);
}

/** @param {string} line */
function say(line) {
  process.stderr.write(`${line}\n`);
}
