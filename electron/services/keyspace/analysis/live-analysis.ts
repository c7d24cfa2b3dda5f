import { AppError } from '../../../../shared/contract/errors.ts';
import type { KeyAnalysis } from '../../../../shared/contract/keyspace.ts';
import type { IndexAnalysis } from '../index/analyse-keys.ts';
import type { MemorySample } from '../index/draw-sample.ts';
import type { KeyConnection } from '../values/key-connection.ts';
import { askMemory } from './ask-memory.ts';
import { estimateMemory } from './estimate-memory.ts';

const MAX_LARGEST = 100;

/**
 * The analysis of an index with the memory of its keys, estimated by `MEMORY USAGE` of a sample. If the server refuses
 * the command or does not respond, the analysis lacks only the estimate.
 */
export async function withMemory(
  { analysis, sample }: IndexAnalysis,
  open: () => Promise<KeyConnection>,
): Promise<KeyAnalysis> {
  if (sample === null) return analysis;
  const answers = await ask(sample, analysis.largest.length, open);
  const asked = answers.filter((answer) => answer !== undefined).length;
  if (asked === 0) return { ...analysis, largest: analysis.largest.slice(0, MAX_LARGEST) };
  const { prefixes, error } = estimateMemory(sample, answers);
  return {
    ...analysis,
    prefixes: analysis.prefixes.map((prefix, at) => {
      const estimate = prefixes.get(at);
      return { ...prefix, memoryBytes: estimate?.bytes ?? null, memoryError: estimate?.error ?? null };
    }),
    largest: analysis.largest
      .map((item, at) => ({ ...item, memoryBytes: answers[at] ?? null }))
      .sort((a, b) => (b.memoryBytes ?? b.sizeBytes) - (a.memoryBytes ?? a.sizeBytes))
      .slice(0, MAX_LARGEST),
    sample: { keys: asked, error },
  };
}

async function ask(
  { keys }: MemorySample,
  first: number,
  open: () => Promise<KeyConnection>,
): Promise<readonly (number | undefined)[]> {
  if (keys.length === 0) return [];
  let connection: KeyConnection | null = null;
  try {
    connection = await open();
    return await askMemory(connection, keys, first);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  } finally {
    connection?.close();
  }
}
