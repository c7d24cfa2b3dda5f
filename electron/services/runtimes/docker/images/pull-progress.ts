import { formatBytes } from '../../../../../shared/format/bytes.ts';
import type { ProgressLine } from '../engine/progress-lines.ts';

/** Bytes of a layer. */
interface Layer {
  readonly downloaded: number;
  readonly unpacked: number;
  readonly total: number;
}

export interface PullProgress {
  /** 0 to 1; never decreases. */
  readonly fraction: number | null;
  readonly detail: string;
}

/**
 * Adds up the progress of all layers. The engine reports a layer's size only when its download starts, so the total grows
 * during the pull; the fraction then stays the same instead of decreasing. Downloading counts for nine tenths.
 */
export function createPullProgress(): (line: ProgressLine) => PullProgress | null {
  const layers = new Map<string, Layer>();
  let highest = 0;
  return (line) => {
    const { id, status = '', progressDetail } = line;
    if (!id) return null;
    const before = layers.get(id) ?? { downloaded: 0, unpacked: 0, total: 0 };
    const total = Math.max(before.total, progressDetail?.total ?? 0);
    const current = progressDetail?.current ?? 0;
    if (status === 'Downloading') layers.set(id, { ...before, total, downloaded: current });
    else if (status === 'Extracting') layers.set(id, { total, downloaded: total, unpacked: current });
    else if (status === 'Download complete') layers.set(id, { ...before, downloaded: before.total });
    else if (status === 'Pull complete')
      layers.set(id, { ...before, downloaded: before.total, unpacked: before.total });
    else return null;
    const sums = sum([...layers.values()]);
    if (sums.total === 0) return { fraction: null, detail: 'starting' };
    highest = Math.max(highest, (0.9 * sums.downloaded + 0.1 * sums.unpacked) / sums.total);
    const detail =
      sums.downloaded < sums.total
        ? `${formatBytes(sums.downloaded)} of ${formatBytes(sums.total)}`
        : `${formatBytes(sums.total)}, unpacking`;
    return { fraction: Math.min(highest, 1), detail };
  };
}

function sum(layers: readonly Layer[]): Layer {
  return layers.reduce(
    (one, other) => ({
      downloaded: one.downloaded + other.downloaded,
      unpacked: one.unpacked + other.unpacked,
      total: one.total + other.total,
    }),
    { downloaded: 0, unpacked: 0, total: 0 },
  );
}
