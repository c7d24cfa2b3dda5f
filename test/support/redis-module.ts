import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runProgram } from './run-program.ts';

const source = fileURLToPath(new URL('ledger-module.c', import.meta.url));

/** What a built module registers; the type has exactly nine characters. */
export interface ModuleBuild {
  readonly name?: string;
  readonly type?: string;
  readonly version?: number;
  /** Further arguments of the compiler. */
  readonly flags?: readonly string[];
}

/** The modules compiled so far in this process: compiling takes longer than most tests of a module. */
const compiled = new Map<string, Buffer>();

/** Builds the module of `ledger-module.c` into a file. Skips the test where there is no C compiler. */
export async function buildModule(
  context: { readonly skip: (reason?: string) => void },
  file: string,
  { name = 'ledger', type = 'ledger-v1', version = 3, flags = [] }: ModuleBuild = {},
): Promise<string> {
  const names = [`-DLEDGER_NAME="${name}"`, `-DLEDGER_TYPE="${type}"`, `-DLEDGER_VERSION=${version}`];
  const args = ['-shared', '-fPIC', ...names, ...flags];
  const before = compiled.get(args.join(' '));
  if (before !== undefined) {
    await writeFile(file, before, { mode: 0o755 });
    return file;
  }
  const built = await runProgram('cc', [...args, '-o', file, source]).catch(() => null);
  if (built === null) context.skip('no C compiler on this machine');
  else if (built.code !== 0) throw new Error(`the module was not built: ${built.stderr}`);
  else compiled.set(args.join(' '), await readFile(file));
  return file;
}
