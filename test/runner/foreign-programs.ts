import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './children.ts';
import { say } from './say.ts';

/** Programs of others into which users import our snippets. Outside package.json, since they are far larger than it. */
const PROGRAMS = { 'node-red': '4.1.15', 'node-red-contrib-redis': '1.3.9' } as const;

/** Where they are installed. */
export const foreignPrograms = join(import.meta.dirname, '../../node_modules/.cache/foreign-programs');

/** Installs them from the registry of npm. If that fails, their tests are skipped and say so. */
export async function installForeignPrograms(): Promise<void> {
  const missing = Object.entries(PROGRAMS).filter(([name]) => !existsSync(folderOf(name)));
  if (missing.length === 0) return;
  const packages = missing.map(([name, version]) => `${name}@${version}`);
  say(`installing ${packages.join(' and ')} with npm into node_modules/.cache`);
  await mkdir(foreignPrograms, { recursive: true });
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel', 'error'];
  const { code, output } = await run('npm', ['install', '--prefix', foreignPrograms, ...quietly, ...packages], 'keep');
  if (code !== 0) say(`npm install ${packages.join(' ')} failed: ${output.trim().split('\n').slice(-3).join('\n')}`);
}

function folderOf(name: string): string {
  return join(foreignPrograms, 'node_modules', name);
}
