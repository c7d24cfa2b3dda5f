import type { OperationContext } from '../../operations/run/operation-context.ts';
import { ScratchError } from '../../scratch/scratch-server.ts';
import { withScratchRedis } from '../../scratch/with-scratch-redis.ts';
import type { BackupDeps } from '../store/backup-deps.ts';
import { withWorkFolder } from '../work/work-folder.ts';
import { extractData, extractedNames } from './extract-data.ts';
import type { Candidate } from './scan-archive.ts';

/** Enough for most data; empty databases cost almost nothing. */
const MAX_DATABASES = 1024;

interface Archive {
  readonly path: string;
  readonly compressed: boolean;
}

interface Counting {
  readonly instance: string;
  /** A folder that does not exist yet. */
  readonly work: string;
}

/** Counts the keys of each AOF by loading it, so that the user can choose by the numbers. */
export async function countCandidates(
  deps: BackupDeps,
  archive: Archive,
  candidates: readonly Candidate[],
  counting: Counting,
  op: OperationContext,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.form === 'rdb') found.push(candidate);
    else {
      const keys = await withWorkFolder(counting.work, op, () => countAof(deps, archive, candidate, counting, op));
      found.push({ ...candidate, keys });
    }
  }
  return found;
}

async function countAof(
  deps: BackupDeps,
  { path, compressed }: Archive,
  candidate: Candidate,
  { instance, work }: Counting,
  op: OperationContext,
): Promise<number | null> {
  const aof = await extractData(path, compressed, candidate, work, { signal: op.signal });
  if (aof === null) return null;
  const need = { instance, redisVersion: null, rdbVersion: null, memoryBytes: null };
  try {
    return await withScratchRedis(deps, need, op, async (loader) => {
      const isMultiPart = Number(loader.version.split('.')[0]) >= 7;
      const server = await loader.open({
        folder: work,
        rdbFile: extractedNames.rdb,
        aof: { folder: isMultiPart ? aof.folder : '', name: aof.name },
        databases: MAX_DATABASES,
        signal: op.signal,
        progress: (fraction) => op.progress(fraction, `loading ${candidate.path}`),
      });
      const { keys } = server.loaded;
      await server.close();
      return keys;
    });
  } catch (error) {
    if (!(error instanceof ScratchError)) throw error;
    op.log(`${candidate.path} could not be loaded: ${error.message}`);
    return null;
  }
}
