import { join } from 'node:path';
import { type BenchmarkResult, benchmarkResult } from '../../../shared/contract/benchmark.ts';
import { type KeptResults, keptResults } from '../platform/files/kept-results.ts';
import { desktopFolder } from '../platform/home/paths.ts';

const MAX_RUNS = 50;

/** The kept results of an instance: `<home>/redis/desktop/benchmarks/<instance>`. */
export function benchmarkRuns(home: string, id: string): KeptResults<BenchmarkResult> {
  return keptResults({
    folder: join(desktopFolder(home), 'benchmarks', id),
    schema: benchmarkResult,
    keyOf: ({ run }) => run,
    max: MAX_RUNS,
  });
}
