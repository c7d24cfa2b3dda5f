import type { BenchmarkTest, BenchmarkTool } from '../../../shared/contract/benchmark.ts';
import type { BenchmarkCommand } from './tests.ts';

/** How hard a benchmark works. */
export interface Load {
  readonly database: number;
  /** Of each test. */
  readonly requests: number;
  readonly clients: number;
  readonly pipeline: number;
}

/** Something that can put a load on a server and measure it. */
export interface LoadTool {
  readonly tool: BenchmarkTool;
  /** @throws LoadError when the server or the program would not; the signal's reason when it was cancelled */
  measure(command: BenchmarkCommand, load: Load, signal: AbortSignal): Promise<BenchmarkTest>;
  close(): void;
}

/** Why a test gave no result: the server's or the program's own words. */
export class LoadError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LoadError';
  }

  /** The program was not let in: it takes a password by its arguments only, where everybody could read it. */
  get needsPassword(): boolean {
    return /NOAUTH|WRONGPASS/.test(this.message);
  }
}

/** The arguments of redis-benchmark for one command. */
export function benchmarkArguments(command: BenchmarkCommand, load: Load, keyspace: number): readonly string[] {
  const { database, requests, clients, pipeline } = load;
  const figures = { '--dbnum': database, '-n': requests, '-c': clients, '-P': pipeline, '-r': keyspace };
  return [...Object.entries(figures).flatMap(([flag, value]) => [flag, String(value)]), '--csv', ...command.words];
}

/** The last thing that a program said, for a message. */
export function lastWords(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  // The head of its table is no reason; of a container's two streams either may come first.
  return lines.findLast((line) => line !== '' && !line.startsWith('"')) ?? 'it said nothing';
}
