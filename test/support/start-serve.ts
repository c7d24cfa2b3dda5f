import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endChild, track } from './children.ts';
import { freePort } from './ports.ts';
import { projectRoot } from './run-manage.ts';
import type { TestHome } from './test-home.ts';
import { waitFor } from './wait-for.ts';

/** The web UI's server as a separate process. */
export interface RunningServe {
  /** The printed link with the token. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The output so far, of both streams. */
  readonly output: () => string;
  /** Sends it a signal, SIGTERM by default, and waits for its end. Redis servers keep running. */
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
}

/**
 * Starts `out/main/serve.js` (built before) on a home and waits for its link.
 * @param options.port the port of an earlier server; a free one by default
 * @throws Error with its output, when it ends or prints no link within a minute
 */
export async function startServe(
  home: Pick<TestHome, 'env'>,
  options: { readonly port?: number; readonly args?: readonly string[] } = {},
): Promise<RunningServe> {
  const port = options.port ?? (await freePort());
  const program = join(projectRoot, 'out/main/serve.js');
  const args = [program, '--no-open', '--port', String(port), ...(options.args ?? [])];
  const child = spawn(process.execPath, args, { env: home.env, stdio: ['ignore', 'pipe', 'pipe'] });
  track(child, `serve on port ${port}`);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const kill = (signal: NodeJS.Signals = 'SIGTERM') => endChild(child, signal);
  let url: string | null = null;
  await waitFor('serve to print its link', () => {
    url = /http:\/\/\S+/.exec(output)?.[0] ?? null;
    return url !== null || child.exitCode !== null || child.signalCode !== null;
  }).catch(() => undefined);
  if (url === null) {
    await kill('SIGKILL');
    throw new Error(`serve printed no link (exit code ${child.exitCode}):\n${output}`);
  }
  return { url, port, pid: child.pid ?? 0, output: () => output, kill };
}
