import { z } from 'zod';
import { undoHandler } from '../operations/undo/undo-handlers.ts';
import type { PortRegistry } from './port-registry.ts';

declare module '../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    /** The reservation of a port for an instance. */
    port: { readonly type: 'port'; readonly owner: string };
  }
}

/** Releases a reserved port. */
export function portUndoHandler(ports: Pick<PortRegistry, 'release'>) {
  return undoHandler(z.object({ type: z.literal('port'), owner: z.string() }), ({ owner }) => ports.release(owner), {
    endsWithMachine: true,
  });
}
