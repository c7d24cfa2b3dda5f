import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const LONGEST_BUILD_MS = 10 * 60_000;

/**
 * Runs the body while no other process holds the lock file. Takes over the lock of a dead owner.
 * @param {string} path
 * @param {{ waiting: () => void, body: () => Promise<void> }} options
 */
export async function withLock(path, { waiting, body }) {
  mkdirSync(dirname(path), { recursive: true });
  for (let tries = 0; !tryLock(path); tries++) {
    if (removeAbandoned(path)) continue;
    if (tries === 0) waiting();
    await wait(100);
  }
  // Also when a signal ends the process: Node then runs no `finally`, but our handler does.
  const release = () => rmSync(path, { force: true });
  const interrupted = () => {
    release();
    process.exit(130);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await body();
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    release();
  }
}

/**
 * A link is created atomically with its content, so that nobody sees a lock without its owner.
 * @param {string} path
 */
function tryLock(path) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} path */
function removeAbandoned(path) {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    if (isAlive(owner) && Date.now() - statSync(path).mtimeMs < LONGEST_BUILD_MS) return false;
    // If several processes find it abandoned, one renames it and gets it; if it turns out to be a new lock, it is put
    // back.
    const taken = `${path}.${process.pid}.old`;
    renameSync(path, taken);
    if (Number(readFileSync(taken, 'utf8')) !== owner) linkSync(taken, path);
    rmSync(taken, { force: true });
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'EEXIST') return true;
    throw error;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
