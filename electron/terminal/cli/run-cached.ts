import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import vm from 'node:vm';

/**
 * Runs a program, which is one CommonJS file, with the code that V8 compiled in an earlier run of the same action. A
 * run without a valid cache writes one beside the file; if the folder is not writable, as in an installed app, it runs
 * without. Node 22.8 has `enableCompileCache` for this; Node 20 has only this function, and not for ES modules.
 *
 * Each action has its own cache: V8 keeps the functions that were called, so with a common cache each action would load
 * the code of all others.
 * @see https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
export function runCached(program: string): void {
  const { source, cache } = readProgram(program);
  const cachedData = readIfThere(cache);
  const script = new vm.Script(source, { filename: program, ...(cachedData && { cachedData }) });
  if (cachedData === null || script.cachedDataRejected === true) {
    // Only names of actions are accepted, because the cache file is named after the action.
    process.once('exit', (code) => {
      if (code === 0 || code === 3) leave(cache, script.createCachedData());
    });
  }
  const module = { exports: {} };
  script
    .runInThisContext()
    .call(module.exports, module.exports, createRequire(program), module, program, dirname(program));
}

/**
 * V8 rejects a cache of another V8 version, but not one of another source of the same length, so the name contains the
 * file's identity. Both are read from one open file, because a build may replace it at any time.
 */
function readProgram(program: string): { source: string; cache: string } {
  const file = openSync(program, 'r');
  try {
    const { mtimeMs, size } = fstatSync(file);
    const cache = `${program}.${process.version}-${process.arch}-${mtimeMs}-${size}-${actionOf(process.argv)}.cache`;
    // The build output is pure ASCII: this copies the bytes, while UTF-8 would have to be decoded.
    return { source: readFileSync(file, 'latin1'), cache };
  } finally {
    closeSync(file);
  }
}

/** The action's name as typed. Another form is refused later, and nothing is cached for it. */
function actionOf(args: readonly string[]): string {
  const own = args.slice(2, args.includes('--') ? args.indexOf('--') : undefined);
  const bare = own[0] !== undefined && /^[a-z][a-z-]{0,39}$/.test(own[0]) ? own[0] : null;
  for (const [index, arg] of own.entries()) {
    if (arg === '--help' || arg === '-h') return 'help';
    if (arg === '--version') return 'version';
    const [, inline] = /^(?:--action|-a)=([a-z-]{1,40})$/.exec(arg) ?? [];
    if (inline !== undefined) return inline;
    const next = own[index + 1];
    if ((arg === '--action' || arg === '-a') && next !== undefined && /^[a-z-]{1,40}$/.test(next)) return next;
  }
  return bare ?? 'status';
}

/** Readable only by its owner, and complete or absent. */
function leave(cache: string, data: Buffer): void {
  const own = `${cache}.${process.pid}`;
  try {
    writeFileSync(own, data, { mode: 0o600, flag: 'wx' });
    renameSync(own, cache);
  } catch {
    // A full disk, or a folder of another user: the next run is as slow as this one.
    rmSync(own, { force: true });
  }
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
