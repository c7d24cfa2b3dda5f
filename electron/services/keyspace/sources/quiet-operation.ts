import type { OperationContext } from '../../operations/run/operation-context.ts';

/** Reading a source changes nothing that must be undone, so it is no operation. It uses functions that require one. */
export function quietOperation(
  signal: AbortSignal,
  progress: (fraction: number | null) => void = () => undefined,
): OperationContext {
  return {
    signal,
    step: (_title, body) => body(),
    progress,
    log: () => undefined,
    warn: () => undefined,
    reportStalled: () => undefined,
    commitPoint: () => undefined,
    onReleased: () => undefined,
    undo: { add: async () => undefined, drop: async () => undefined },
  };
}
