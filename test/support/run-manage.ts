import { join } from 'node:path';
import { type ProgramResult, runProgram } from './run-program.ts';

/** The root of the source tree. */
export const projectRoot = join(import.meta.dirname, '../..');

export interface ManageResult extends ProgramResult {
  /** The JSON document on stdout. Throws with all output when there is none. */
  readonly json: () => unknown;
}

/** Runs `resources/manage.sh` as a separate process, without a terminal. */
export async function runManage(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  options: { readonly timeoutMs?: number; readonly input?: string } = {},
): Promise<ManageResult> {
  const result = await runProgram(join(projectRoot, 'resources/manage.sh'), args, { env, ...options });
  const json = (): unknown => {
    try {
      return JSON.parse(result.stdout);
    } catch (cause) {
      const output = `exit ${result.code}\nstdout: ${result.stdout}\nstderr: ${result.stderr}`;
      throw new Error(`no JSON document from manage.sh ${args.join(' ')}: ${output}`, { cause });
    }
  };
  return { ...result, json };
}
