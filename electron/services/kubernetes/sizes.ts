import type { KubernetesNote } from '../../../shared/contract/kubernetes.ts';
import { automaticLimit } from '../runtimes/docker/containers/memory-limit.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** For a server without `maxmemory`: nothing says how large its data becomes. */
const UNKNOWN_REQUEST_BYTES = 256 * MIB;
const UNKNOWN_DATA_BYTES = 8 * GIB;
/** The AOF, the one that a rewrite writes beside it, and the dump. */
const DATA_COPIES = 3;

const units: Readonly<Record<string, number>> = {
  Mi: MIB,
  Gi: GIB,
  Ti: 1024 ** 4,
  M: 1000 ** 2,
  G: 1000 ** 3,
  T: 1000 ** 4,
};

/** Sizes as quantities of Kubernetes. */
export interface Sizes {
  readonly memoryRequest: string;
  /** Null: no limit. */
  readonly memoryLimit: string | null;
  readonly data: string;
  readonly backups: string;
  readonly notes: readonly KubernetesNote[];
}

/**
 * Memory for `maxmemory` and a fork, and volumes for the files of a server that is full.
 * @param maxmemoryBytes null: no limit
 * @param storage the chosen size of the data volume; null: derived
 */
export function sizesOf(maxmemoryBytes: number | null, storage: string | null, keptBackups: number): Sizes {
  const limit = automaticLimit(maxmemoryBytes ?? 0);
  const held = maxmemoryBytes ?? UNKNOWN_DATA_BYTES;
  const wanted = maxmemoryBytes === null ? UNKNOWN_DATA_BYTES : held * DATA_COPIES;
  const notes: KubernetesNote[] = [];
  if (limit === null)
    notes.push({
      subject: 'maxmemory',
      text: 'The instance has no maxmemory, so the pod has no memory limit and the volume sizes are a guess. Set maxmemory, or change the sizes.',
    });
  if (storage !== null && quantityBytes(storage) < wanted)
    notes.push({
      subject: 'storage',
      text: `${storage} is less than the ${gibibytes(wanted)} that a full server may need for its AOF, a rewrite of it and a dump.`,
    });
  return {
    memoryRequest: mebibytes(limit ?? UNKNOWN_REQUEST_BYTES),
    memoryLimit: limit === null ? null : mebibytes(limit),
    data: storage ?? gibibytes(wanted),
    // One more than are kept: the oldest is deleted after the newest is complete.
    backups: gibibytes(maxmemoryBytes === null ? UNKNOWN_DATA_BYTES : held * (keptBackups + 1)),
    notes,
  };
}

/** The bytes of a quantity that has one of the units of `storagePattern`. */
export function quantityBytes(quantity: string): number {
  const [, digits = '0', unit = ''] = /^(\d+)([A-Za-z]+)$/.exec(quantity) ?? [];
  return Number(digits) * (units[unit] ?? 1);
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / MIB)}Mi`;
}

function gibibytes(bytes: number): string {
  return `${Math.max(1, Math.ceil(bytes / GIB))}Gi`;
}
