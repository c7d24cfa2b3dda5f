import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import vm from 'node:vm';

/**
 * Runs a program that is one CommonJS file with the code that V8 compiled of it in an earlier run: of 160 ms for
 * `status` that saves 40. The first run, and any that finds no good cache, leaves one beside the file; where the
 * folder cannot be written to, as in an installed app, it goes on without. Node 22.8 has `enableCompileCache` for
 * this; Node 20 has this only, and not for ES modules.
 * @see https://nodejs.org/api/vm.html#scriptcreatecacheddata
 */
export function runCached(program: string): void {
  const { source, cache } = readProgram(program);
  const cachedData = readIfThere(cache);
  const script = new vm.Script(Module.wrap(source), {
    filename: program,
    ...(cachedData && { cachedData }),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === null || script.cachedDataRejected === true) {
    process.once('exit', (code) => {
      if (hasDoneItsWork(code)) leave(cache, script.createCachedData());
    });
  }
  const module = { exports: {} };
  script
    .runInThisContext()
    .call(module.exports, module.exports, createRequire(program), module, program, dirname(program));
}

/**
 * V8 tells a cache of another version from its own, but another source of the same length not: hence the name says
 * which file it belongs to. Both are taken from one open file, as a build may replace it at any time.
 */
function readProgram(program: string): { source: string; cache: string } {
  const file = openSync(program, 'r');
  try {
    const { mtimeMs, size } = fstatSync(file);
    const cache = `${program}.${process.version}-${process.arch}-${mtimeMs}-${size}.cache`;
    return { source: readFileSync(file, 'utf8'), cache };
  } finally {
    closeSync(file);
  }
}

/** V8 compiles a function when it is first called: a run that only printed its help would leave a cache of little use. */
function hasDoneItsWork(exitCode: number): boolean {
  const looks = ['--help', '-h', '--version', 'help', 'version'];
  return (exitCode === 0 || exitCode === 3) && !process.argv.some((arg) => looks.includes(arg));
}

function leave(cache: string, data: Buffer): void {
  const own = `${cache}.${process.pid}`;
  try {
    writeFileSync(own, data);
    renameSync(own, cache);
  } catch {
    // A full disk, or a folder that is not ours: the next run is as slow as this one, and that is all.
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
