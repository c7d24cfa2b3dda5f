// Plain JavaScript, and old syntax only: it must be able to say so on a Node that is too old for the rest.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the source tree that this file is part of. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * What keeps the program from being built and run here, as a sentence; null when nothing does.
 * @param {string} nodeVersion as `process.versions.node` gives it
 * @returns {string | null}
 */
export function whatIsMissing(nodeVersion) {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    return `Node.js ${nodeVersion} is too old: version 20.19 or newer is needed. Install one from https://nodejs.org and try again.`;
  }
  if (!existsSync(join(root, 'node_modules', 'electron-vite'))) {
    return `What the program is built from is not installed: run "npm ci" in ${root} first.`;
  }
  return null;
}

/**
 * Says on stderr why nothing can be done and, where JSON was asked for, on stdout as well.
 * @param {string} message
 * @param {readonly string[]} args
 */
export function refuse(message, args) {
  process.stderr.write(`${message}\n`);
  if (args.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ error: { code: 'INTERNAL', message, data: {} } })}\n`);
  }
  process.exitCode = 1;
}
