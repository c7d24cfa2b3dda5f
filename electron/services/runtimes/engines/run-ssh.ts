import { spawn } from 'node:child_process';
import type { Env } from '../docker/engine/endpoint.ts';

/** The end of a run of `ssh`. */
export interface SshResult {
  /** Null if it was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

const MAX_OUTPUT = 64 * 1024;

/**
 * Runs the user's `ssh` without any prompt: BatchMode fails instead of asking, standard input is empty, and a time
 * limit ends it if it hangs. Resolves for every exit code.
 * @throws Error with code ENOENT without `ssh`
 */
export function runSsh(words: readonly string[], env: Env, limitMs: number): Promise<SshResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('ssh', ['-o', 'BatchMode=yes', ...words], {
      env: { ...env, SSH_ASKPASS_REQUIRE: 'never' },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Without a terminal of its own group, no program that ssh starts can ask there either.
      detached: true,
    });
    let [stdout, stderr, timedOut] = ['', '', false];
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, limitMs);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(-MAX_OUTPUT);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-MAX_OUTPUT);
    });
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    // Not `close`: a connection in the background may keep the pipes.
    child.once('exit', (code) => {
      clearTimeout(timer);
      // The pipes deliver their last data after the exit.
      setImmediate(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({ code, stdout, stderr, timedOut });
      });
    });
  });
}
