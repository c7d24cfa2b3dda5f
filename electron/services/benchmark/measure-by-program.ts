import { parseBenchmarkCsv } from './csv.ts';
import { benchmarkArguments, type Load, LoadError, lastWords, type Measurement } from './load.ts';
import { type BenchmarkCommand, KEYSPACE } from './tests.ts';

export interface ProgramOutput {
  /** The exit code; null after a signal. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Factor of the requests of a repetition, and the factor at which repetitions end. */
const MORE = 10;
const MAX_MORE = 1000;

/**
 * Measures one test by redis-benchmark. The program counts in milliseconds, so a test of less than one has no rate and is
 * repeated with more requests.
 * @param run runs the program with these arguments
 * @throws LoadError when the server or the program fails; the signal's reason when cancelled
 */
export async function measureByProgram(
  command: BenchmarkCommand,
  load: Load,
  signal: AbortSignal,
  run: (args: readonly string[]) => Promise<ProgramOutput>,
): Promise<Measurement> {
  for (let factor = 1; ; factor *= MORE) {
    signal.throwIfAborted();
    const args = benchmarkArguments(command, { ...load, requests: load.requests * factor }, KEYSPACE);
    const { code, stdout, stderr } = await run(args);
    signal.throwIfAborted();
    const measured = code === 0 ? parseBenchmarkCsv(command.name.toUpperCase(), stdout) : null;
    if (measured === 'too short' && factor < MAX_MORE) continue;
    if (measured === null || measured === 'too short') throw new LoadError(lastWords(`${stdout}\n${stderr}`));
    return measured;
  }
}
