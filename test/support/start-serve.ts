import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { endChild, track } from './children.ts';
import { freePort } from './ports.ts';
import { projectRoot } from './run-manage.ts';
import type { TestHome } from './test-home.ts';
import { waitFor } from './wait-for.ts';

/** The browser face, running as a process of its own. */
export interface RunningServe {
  /** The link it printed, with the token in it. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** All it has printed so far, both streams. */
  readonly output: () => string;
  /** Ends it by a signal, SIGTERM by default, and waits until it is gone. Redis servers go on running. */
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
}

/**
 * Starts `out/main/serve.js` (built before) on a home and waits for its link.
 * @param options.port to come back on the same port; a free one by default
 * @throws Error with all it printed, when it ends or prints no link in 15 s
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
  await waitFor(
    'serve to print its link',
    () => {
      url = /http:\/\/\S+/.exec(output)?.[0] ?? null;
      return url !== null || child.exitCode !== null || child.signalCode !== null;
    },
    { timeoutMs: 15_000 },
  ).catch(() => undefined);
  if (url === null) {
    await kill('SIGKILL');
    throw new Error(`serve printed no link (exit code ${child.exitCode}):\n${output}`);
  }
  return { url, port, pid: child.pid ?? 0, output: () => output, kill };
}
