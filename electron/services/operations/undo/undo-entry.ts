import { z } from 'zod';
import { undoable } from '../../../../shared/contract/backup.ts';
import { type RuntimeKind, runtimeKind } from '../../../../shared/contract/values.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';

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

/** Keys that a benchmark may have left in a database. The password is read when it is needed. */
export const benchmarkUndo = z.object({
  type: z.literal('benchmark-keys'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  database: z.number(),
});
export type BenchmarkUndo = z.infer<typeof benchmarkUndo>;

/** A flush that is about to happen: completed, not undone, where Redis has removed the keys. */
export const flushUndo = z.object({
  type: z.literal('flush'),
  id: z.string(),
  runtime: runtimeKind,
  configFile: z.string(),
  /** The server, and how often it was flushed before. */
  runId: z.string(),
  calls: z.number(),
  undoable,
});
export type FlushUndo = z.infer<typeof flushUndo>;

/**
 * Something that an operation is about to make and that must go again if it fails: written down before it is
 * made, so that it is undone after a crash as well. Removing what is not there must be harmless.
 */
export type UndoEntry =
  | { readonly type: 'container'; readonly name: string }
  | { readonly type: 'network'; readonly name: string }
  /** A folder that was not there before: removed with all that is in it. */
  | { readonly type: 'folder'; readonly path: string }
  /** A file that was not there before. */
  | { readonly type: 'file'; readonly path: string }
  /** A file's content before it was changed. */
  | { readonly type: 'content'; readonly path: string; readonly text: string; readonly mode: number }
  /** A file or folder that was moved: moved back, unless something stands where it was. */
  | { readonly type: 'move'; readonly from: string; readonly to: string }
  /** A file or folder that was put aside for another: that one is removed and the old one comes back, if it is aside. */
  | { readonly type: 'swap'; readonly path: string; readonly aside: string }
  /** A server that must not run while what stands above is undone; started again when it ran before. */
  | { readonly type: 'server'; readonly id: string; readonly runtime: RuntimeKind; readonly bring: 'down' | 'up' }
  /** A container that was made anew: made again as it was. */
  | { readonly type: 'instance'; readonly runtime: RuntimeKind; readonly spec: InstanceSpec }
  /** Settings of a server and its file. */
  | SettingsUndo
  /** Keys of a benchmark. */
  | BenchmarkUndo
  /** Keys that are about to be removed, with the way back. */
  | FlushUndo
  /** A port that was reserved for an instance. */
  | { readonly type: 'port'; readonly owner: string }
  /** A server of the process runtime: killed and forgotten. */
  | { readonly type: 'process'; readonly id: string };
