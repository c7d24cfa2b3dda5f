import { Readable } from 'node:stream';
import { runTerminal } from '../../electron/terminal/run-terminal.ts';
import { Captured } from './captured.ts';

export interface InProcessResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON document on stdout. Throws with all output when there is none. */
  readonly json: () => unknown;
}

/** Runs a CLI command in this process, for tests that run hundreds of them. */
export async function runInProcess(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  { terminal = false, stdin }: { readonly terminal?: boolean; readonly stdin?: string } = {},
): Promise<InProcessResult> {
  const [stdout, stderr] = [new Captured(terminal), new Captured(terminal)];
  const signals = { on: () => undefined, off: () => undefined };
  const code = await runTerminal(argv, {
    env,
    // A command reads no other property of what is piped into it.
    stdin: stdin === undefined ? process.stdin : (Readable.from([stdin]) as NodeJS.ReadStream),
    stdout,
    stderr,
    signals: signals as unknown as Parameters<typeof runTerminal>[1]['signals'],
  });
  return {
    code,
    stdout: stdout.text,
    stderr: stderr.text,
    json() {
      try {
        return JSON.parse(stdout.text);
      } catch (cause) {
        throw new Error(`no JSON from ${argv.join(' ')}: exit ${code}\n${stdout.text}\n${stderr.text}`, { cause });
      }
    },
  };
}
