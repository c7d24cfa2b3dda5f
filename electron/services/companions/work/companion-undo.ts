import { z } from 'zod';
import { type UndoHandler, undoHandler } from '../../operations/undo/undo-handlers.ts';
import type { Placed } from '../host/companion-host.ts';
import type { CompanionDeps } from './companion-deps.ts';
import { hostOf, placedNow } from './placed.ts';

interface ServerEntry {
  readonly type: 'companion-server';
  readonly client: string;
  readonly name: string;
  readonly bring: 'down' | 'up';
}

interface RestoreEntry {
  readonly type: 'companion-restore';
  readonly client: string;
  readonly name: string;
}

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    /** `down`: kills the server before its files are restored. `up`: starts a server that was running before. */
    'companion-server': ServerEntry;
    /** Restores the data that a restore was about to replace. */
    'companion-restore': RestoreEntry;
  }
}

const names = { client: z.string(), name: z.string() };

export function companionUndoHandlers(deps: Pick<CompanionDeps, 'environment' | 'host'>): {
  readonly 'companion-server': UndoHandler<ServerEntry>;
  readonly 'companion-restore': UndoHandler<RestoreEntry>;
} {
  // A record that is missing or unreadable has nothing to undo.
  const find = ({ client, name }: { readonly client: string; readonly name: string }): Placed | null => {
    try {
      return placedNow(deps, client, name);
    } catch {
      return null;
    }
  };
  return {
    'companion-server': undoHandler(
      z.object({ type: z.literal('companion-server'), ...names, bring: z.enum(['down', 'up']) }),
      async (entry) => {
        const placed = find(entry);
        if (!placed) return;
        const host = hostOf(deps, placed);
        if (entry.bring === 'down') await host.kill(placed);
        else if ((await host.stateOf(placed)).state === 'stopped') await host.start(placed);
      },
      { comesFirst: true },
    ),
    'companion-restore': {
      schema: z.object({ type: z.literal('companion-restore'), ...names }),
      async undo(entry) {
        const placed = find(entry);
        const backup = placed?.kind.backup;
        if (!placed || backup?.form !== 'dump') return undefined;
        const host = hostOf(deps, placed);
        const port = placed.record.ports[placed.kind.ports[0]?.name ?? ''] ?? 0;
        if ((await placed.kind.probe(port)) !== 'ready') return 'later';
        await backup.undoRestore(host.session(placed));
        return undefined;
      },
    },
  };
}
