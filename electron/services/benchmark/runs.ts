import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BenchmarkResult, benchmarkResult } from '../../../shared/contract/benchmark.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { namesIn } from '../platform/files/names-in.ts';
import { parseJson } from '../platform/files/parse-json.ts';
import { readStateFile } from '../platform/files/state-file.ts';
import { desktopFolder } from '../platform/home/paths.ts';

/** Older results are deleted. */
export const MAX_RUNS = 50;

/** A name begins with the time, so that names sort by age. */
const fileName = /^(\d{13})-([0-9a-f-]{36})\.json$/;

/** `<home>/redis/desktop/benchmarks/<instance>`: a file per result. */
function folderOf(home: string, id: string): string {
  return join(desktopFolder(home), 'benchmarks', id);
}

/** The kept results of an instance, newest first. Skips what cannot be read. */
export async function readRuns(home: string, id: string): Promise<readonly BenchmarkResult[]> {
  const read = await Promise.all(
    namesOf(home, id).map(async (name) => {
      const text = await readStateFile(join(folderOf(home, id), name)).catch(() => null);
      return benchmarkResult.safeParse(parseJson(text ?? '')).data ?? null;
    }),
  );
  return read.filter((run) => run !== null);
}

/** Keeps a result, and deletes the oldest of more than {@link MAX_RUNS}. */
export async function keepRun(home: string, result: BenchmarkResult): Promise<void> {
  const folder = folderOf(home, result.instance);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeDurably(join(folder, `${Date.parse(result.at)}-${result.run}.json`), JSON.stringify(result));
  for (const name of namesOf(home, result.instance).slice(MAX_RUNS)) await rm(join(folder, name), { force: true });
}

/** @returns whether it existed */
export async function deleteRun(home: string, id: string, run: string): Promise<boolean> {
  const name = namesOf(home, id).find((candidate) => fileName.exec(candidate)?.[2] === run);
  if (name === undefined) return false;
  await rm(join(folderOf(home, id), name), { force: true });
  return true;
}

/** Newest first. */
function namesOf(home: string, id: string): readonly string[] {
  return namesIn(folderOf(home, id))
    .filter((name) => fileName.test(name))
    .sort()
    .reverse();
}
