import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';

/** Reports the copied bytes to an operation, with speed and time left. */
export function byteProgress(op: OperationContext, total: number): (bytes: number) => void {
  const begun = performance.now();
  let reportedAt = 0;
  return (bytes) => {
    const now = performance.now();
    if (now - reportedAt < 50 && bytes < total) return;
    reportedAt = now;
    const seconds = (now - begun) / 1000;
    const speed = seconds > 0 ? bytes / seconds : 0;
    const left = speed > 0 ? Math.ceil((total - bytes) / speed) : null;
    const parts = [`${formatBytes(bytes)} of ${formatBytes(total)}`, `${formatBytes(speed)}/s`];
    if (left !== null && left > 0) parts.push(`${left} s left`);
    op.progress(total > 0 ? Math.min(1, bytes / total) : 1, parts.join(', '));
  };
}
