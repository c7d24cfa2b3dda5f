import { z } from 'zod';
import { runtimeKind } from '../../../../shared/contract/values.ts';

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    settings: SettingsUndo;
  }
}

/** The state of a server and its file before a plan was applied: everything a revert needs, including secrets. */
export const settingsUndo = z.object({
  type: z.literal('settings'),
  id: z.string(),
  runtime: runtimeKind,
  path: z.string(),
  encoding: z.enum(['utf8', 'latin1']),
  before: z.string(),
  after: z.string(),
  /** The live persistence; null when the plan does not change it or the server was stopped. */
  persistence: z.object({ appendonly: z.string(), save: z.string() }).nullable(),
  values: z.record(z.string(), z.string()),
});
export type SettingsUndo = z.infer<typeof settingsUndo>;
