import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    settings: SettingsUndo;
  }
}

/** How a server and its file were before a plan touched them: all that taking it back needs, secrets among it. */
export const settingsUndo = z.object({
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
