// Plain JavaScript with old syntax only, so that it can report a Node.js that is too old for the rest.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from './refuse.mjs';

/** The root of the source tree that contains this file. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Why the program cannot be built and run here, as a sentence; null if it can.
 * @param {string} nodeVersion as `process.versions.node` reports it
 * @returns {string | null}
 */
export function whatIsMissing(nodeVersion) {
  const problem = nodeProblem(nodeVersion);
  if (problem !== null) return problem;
  if (!existsSync(join(root, 'node_modules', 'electron-vite'))) {
    return `What the program is built from is not installed: run "npm ci" in ${root} first.`;
  }
  return null;
}
