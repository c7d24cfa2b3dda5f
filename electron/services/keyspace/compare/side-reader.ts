import type { ComparedSide } from '../../../../shared/contract/compare.ts';
import { keydbWarnings } from '../../redis/data/keydb-expiries.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import type { RdbFile } from '../sources/read-rdb.ts';
import { readKeys } from '../sources/read-rdb.ts';
import type { SideSpec } from './compare-host.ts';
import type { ServerCopy } from './copy-server.ts';
import type { ComparedVisitor } from './key-comparer.ts';

const ONLY_BASE =
  'One side is only the base of an AOF: later writes are in its increments (*.incr.aof). Open the whole append-only folder, as a tar, to compare them.';

/** The data of a side, ready to be read. */
export interface SideData {
  readonly file: RdbFile;
  readonly copy: ServerCopy | null;
  readonly isWhole: boolean;
  readonly warnings: readonly string[];
}

/** A side after it was read. */
export interface ReadSide {
  readonly side: Omit<ComparedSide, 'keys' | 'sizeBytes'>;
  /** The RDB with the values. */
  readonly path: string;
  readonly flavour: RdbFlavour;
  readonly commandsFollow: boolean;
  readonly warnings: readonly string[];
}

interface Options {
  readonly signal: AbortSignal;
  readonly progress: (fraction: number | null) => void;
}

/** The data of a side: a server is copied first. @throws Error */
export async function openSide(spec: SideSpec, options: Options): Promise<SideData> {
  if (spec.kind === 'rdb') {
    const { path, unzipTo, isWhole, warnings } = spec;
    return { file: { path, unzipTo }, copy: null, isWhole, warnings };
  }
  // Files are compared without it, and a thread without it starts faster.
  const { copyServer } = await import('./copy-server.ts');
  const copy = await copyServer(spec, spec.copyTo, options);
  const warnings = copy.method === 'dump' ? [dumpSentence(copy)] : [];
  return { file: { path: spec.copyTo, unzipTo: null }, copy, isWhole: true, warnings };
}

/** Reads all keys of a side. @throws RdbError */
export async function readSide(
  { file, copy, isWhole, warnings }: SideData,
  keys: ComparedVisitor,
  options: Options,
): Promise<ReadSide> {
  // The transport verifies the bytes of a copy.
  const { facts, end, commandsFollow } = await readKeys(file, keys, { ...options, checksum: copy === null });
  return {
    side: {
      method: copy?.method ?? 'file',
      reason: copy?.reason ?? null,
      redisVersion: facts.redisVersion ?? copy?.redisVersion ?? null,
      at: copy?.at ?? facts.savedAt,
    },
    path: file.unzipTo ?? file.path,
    flavour: end.flavour,
    commandsFollow,
    warnings: [
      ...warnings,
      ...(facts.isBase && !isWhole ? [ONLY_BASE] : []),
      ...keydbWarnings(facts.memberExpiries).filter((warning) => !warnings.includes(warning)),
    ],
  };
}

function dumpSentence({ reason, expiryErrorMs }: ServerCopy): string {
  const expiry = expiryErrorMs > 0 ? ' Expiries that differ by less than 2 seconds count as equal.' : '';
  return `A live server was read by SCAN and DUMP, so its keys are not of one moment: ${reason ?? 'replication is not possible.'}${expiry}`;
}
