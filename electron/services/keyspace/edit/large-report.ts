import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { LargeReply } from '../../redis/connection/bulk-link.ts';

/** Shows how many bytes of a large value are done, and ends the work after a cancel. */
export interface LargeReport {
  /** @throws the reason of a cancel */
  stopIfCancelled(): void;
  /** @param fraction of the work on this value, 0 to 1 */
  progress(fraction: number, detail: string): void;
}

export function reportOf({ signal, progress }: Pick<OperationContext, 'signal' | 'progress'>): LargeReport {
  return { stopIfCancelled: () => signal.throwIfAborted(), progress };
}

/** The report of a part of the work: from one fraction of it to another. */
export function partOf(report: LargeReport, from: number, to: number): LargeReport {
  return {
    stopIfCancelled: () => report.stopIfCancelled(),
    progress: (fraction, detail) => report.progress(from + fraction * (to - from), detail),
  };
}

/** @param value which value, as the beginning of a detail @returns to be called with the bytes done so far */
export function countBytes(report: LargeReport, value: string, total: number): (done: number) => void {
  return (done) => {
    report.stopIfCancelled();
    report.progress(total === 0 ? 1 : done / total, `${value}: ${formatBytes(done)} of ${formatBytes(total)}`);
  };
}

/** Reports what a reply passes on. Until its first byte, the server serialises the value. */
export function reportReply(into: LargeReply, value: string, report: LargeReport): LargeReply {
  let show: (done: number) => void = () => undefined;
  let done = 0;
  report.progress(0, `${value}: serialised by the server`);
  return {
    begin: (total) => {
      show = countBytes(report, value, total);
      return into.begin(total);
    },
    take: async (bytes) => {
      report.stopIfCancelled();
      await into.take(bytes);
      done += bytes.length;
      show(done);
    },
  };
}

/** Passes a reply on to two receivers. */
export function both(one: LargeReply, other: LargeReply): LargeReply {
  return {
    begin: async (total) => {
      await one.begin(total);
      await other.begin(total);
    },
    take: async (bytes) => {
      await one.take(bytes);
      await other.take(bytes);
    },
  };
}
