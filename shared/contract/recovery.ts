import { z } from 'zod';
import { procedure } from './base.ts';
import { timestamp } from './values.ts';

/** A state file that was damaged and renamed. Paths are relative to the home. */
export const damagedFile = z.object({
  file: z.string(),
  keptAs: z.string(),
  at: timestamp,
  /**
   * What a rebuild does: `previous` restores the content before its last change, `records` derives it from instances,
   * `nothing`: the app has already recreated it, or does when it needs it.
   */
  rebuild: z.enum(['previous', 'records', 'nothing']),
});
export type DamagedFile = z.infer<typeof damagedFile>;

export const rebuildResult = z.object({
  /** Where the damaged files are now, relative to the home; null: there were none. */
  folder: z.string().nullable(),
  files: z.array(
    z.object({
      file: z.string(),
      how: z.enum(['previous', 'records', 'current', 'default', 'failed']),
      /** Why it failed; null otherwise. */
      message: z.string().nullable(),
    }),
  ),
});
export type RebuildResult = z.infer<typeof rebuildResult>;

export const recovery = {
  /** Newest first. */
  damaged: procedure.output(z.array(damagedFile)),
  /** Moves the damaged files into a folder of their own and rebuilds what can be rebuilt. A file in use is not replaced. */
  rebuild: procedure.output(rebuildResult),
};
