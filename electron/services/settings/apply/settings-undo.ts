import { z } from 'zod';
import { type RuntimeKind, runtimeKind } from '../../../../shared/contract/values.ts';
import { undoHandler } from '../../operations/undo/undo-handlers.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { takeSettingsBack } from './revert-settings.ts';

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    settings: SettingsUndo;
  }
}

/** How a server and its file were before a plan touched them: all that taking it back needs, secrets among it. */
const settingsUndo = z.object({
  type: z.literal('settings'),
  id: z.string(),
  runtime: runtimeKind,
  path: z.string(),
  encoding: z.enum(['utf8', 'latin1']),
  before: z.string(),
  after: z.string(),
  /** What the server did, whatever its file said; null where the plan does not touch it, or the server did not run. */
  persistence: z.object({ appendonly: z.string(), save: z.string() }).nullable(),
  values: z.record(z.string(), z.string()),
});
export type SettingsUndo = z.infer<typeof settingsUndo>;

/** Reverts the settings of a server and its file. Either file leads to all data, so the entry may end with the machine. */
export function settingsUndoHandler(runtimes: Readonly<Record<RuntimeKind, Runtime>>) {
  return undoHandler(settingsUndo, (entry) => takeSettingsBack(runtimes[entry.runtime], entry), {
    endsWithMachine: true,
  });
}
