import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const running = new Set<ChildProcess>();
let ending = false;

export interface ToolResult {
  readonly code: number | null;
  /** Both streams, if they were captured. */
  readonly output: string;
}

/**
 * Runs one of the project's tools with Node itself: a `.bin` link would need a shell on Windows.
 * @param script the tool's file under node_modules
 * @param output `show` prints it immediately, `keep` returns it
 */
export function runTool(
  script: string,
  args: readonly string[],
  output: 'show' | 'keep',
  env: Readonly<Record<string, string>> = {},
): Promise<ToolResult> {
  return run(process.execPath, [join('node_modules', script), ...args], output, env);
}

/** Runs any program, like {@link runTool}. A missing program ends with code 127. */
export function run(
  program: string,
  args: readonly string[],
  output: 'show' | 'keep',
  env: Readonly<Record<string, string>> = {},
): Promise<ToolResult> {
  if (ending) return Promise.resolve({ code: 130, output: 'not started: the run is ending' });
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let kept = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        kept += text;
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code, output: kept });
    });
  });
}

/** Ends all running children: asks first, kills after 10 s, and starts no more. */
export async function endChildren(): Promise<void> {
  ending = true;
  await Promise.all(
    [...running].map(
      (child) =>
        new Promise<void>((resolve) => {
          const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
          child.once('close', () => {
            clearTimeout(timer);
            resolve();
          });
          child.kill('SIGINT');
        }),
    ),
  );
}
