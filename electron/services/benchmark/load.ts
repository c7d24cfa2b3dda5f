import type { BenchmarkFigure, BenchmarkTool } from '../../../shared/contract/benchmark.ts';
import type { BenchmarkCommand } from './tests.ts';

/** The load of a benchmark. */
export interface Load {
  readonly database: number;
  /** Per test. */
  readonly requests: number;
  readonly clients: number;
  readonly pipeline: number;
  readonly valueBytes: number;
}

/** One measurement of one test; a figure is null if the program does not report it. */
export type Measurement = { readonly name: string; readonly requestsPerSecond: number } & {
  readonly [figure in Exclude<BenchmarkFigure, 'requestsPerSecond'>]: number | null;
};

/** Generates load on a server and measures it. */
export interface LoadTool {
  readonly tool: BenchmarkTool;
  /** @throws LoadError when the server or the program fails; the signal's reason when cancelled */
  measure(command: BenchmarkCommand, load: Load, signal: AbortSignal): Promise<Measurement>;
  close(): void;
}

/** A failed test, with the message of the server or the program. */
export class LoadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoadError';
  }

  /** The program ignored REDISCLI_AUTH and accepts a password only as an argument, which other users could read. */
  get needsPassword(): boolean {
    return /NOAUTH|WRONGPASS/.test(this.message);
  }
}

/** The arguments of redis-benchmark for one command. */
export function benchmarkArguments(command: BenchmarkCommand, load: Load, keyspace: number): readonly string[] {
  const { database, requests, clients, pipeline } = load;
  const options = { '--dbnum': database, '-n': requests, '-c': clients, '-P': pipeline, '-r': keyspace };
  return [...Object.entries(options).flatMap(([flag, value]) => [flag, String(value)]), '--csv', ...command.words];
}

/** A message of the program is one line of a few words. */
const LONGEST_MESSAGE = 300;

/** The last line of output, for an error message. */
export function lastWords(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  // Skip CSV lines: stdout and stderr of a container may be interleaved in any order.
  const last = lines.findLast((line) => line !== '' && !line.startsWith('"')) ?? 'no output';
  return last.length > LONGEST_MESSAGE ? `${last.slice(0, LONGEST_MESSAGE)}…` : last;
}
