import { spawn } from 'node:child_process';
import type { Output } from '../terminal/cli/output.ts';
import { desktopProblem, type Machine } from './desktop-problem.ts';
import { downloadElectron, findElectronProgram } from './electron-program.ts';

export interface OpenDesktopOptions {
  readonly output: Output;
  readonly root: string;
  readonly machine: Machine;
}

/**
 * Opens the desktop app and waits until it ends. The first start on a computer downloads the Electron program.
 * @returns why it could not be opened, as part of a sentence; null after it has ended
 */
export async function openDesktop({ output, root, machine }: OpenDesktopOptions): Promise<string | null> {
  const problem = desktopProblem(machine);
  if (problem !== null) return problem;
  const { env } = machine;
  let program = findElectronProgram(root, env);
  if (program === null && env.ELECTRON_OVERRIDE_DIST_PATH) {
    return `there is no Electron program in ${env.ELECTRON_OVERRIDE_DIST_PATH}`;
  }
  if (program === null) {
    output.note('Downloading the Electron program, about 110 MB, for the first start.');
    const failed = await downloadElectron(root);
    if (failed !== null) return `the Electron program could not be downloaded (${failed})`;
    program = findElectronProgram(root, env);
    if (program === null) return 'the Electron program was downloaded and cannot be found';
  }
  return run(program, root, env);
}

/** The app runs in this terminal and receives Ctrl-C itself; other signals are forwarded to it. */
function run(program: string, root: string, env: Machine['env']): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, [root], { stdio: 'inherit', env });
    let ending = false;
    const end = (signal: NodeJS.Signals) => {
      ending = true;
      if (signal !== 'SIGINT') child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, end);
    const done = (problem: string | null) => {
      for (const signal of signals) process.off(signal, end);
      resolve(problem);
    };
    child.once('error', (error) => done(`the Electron program cannot be run (${error.message})`));
    child.once('close', (code, signal) => {
      const failed = code === 0 || ending ? null : `the Electron program ended with ${signal ?? `code ${code}`}`;
      done(failed);
    });
  });
}
