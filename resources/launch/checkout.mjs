// Plain JavaScript, and old syntax only: it must be able to say so on a Node that is too old for the rest.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeProblem } from './refuse.mjs';

/** The root of the source tree that this file is part of. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * What keeps the program from being built and run here, as a sentence; null when nothing does.
 * @param {string} nodeVersion as `process.versions.node` gives it
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
