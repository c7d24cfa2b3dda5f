import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';

/** Tells an operation how many bytes are done, with speed and time left. */
export function byteProgress(op: OperationContext, total: number): (bytes: number) => void {
  const begun = performance.now();
  let told = 0;
  return (bytes) => {
    const now = performance.now();
    if (now - told < 50 && bytes < total) return;
    told = now;
    const seconds = (now - begun) / 1000;
    const speed = seconds > 0 ? bytes / seconds : 0;
    const left = speed > 0 ? Math.ceil((total - bytes) / speed) : null;
    const parts = [`${formatBytes(bytes)} of ${formatBytes(total)}`, `${formatBytes(speed)}/s`];
    if (left !== null && left > 0) parts.push(`${left} s left`);
    op.progress(total > 0 ? Math.min(1, bytes / total) : 1, parts.join(', '));
  };
}
