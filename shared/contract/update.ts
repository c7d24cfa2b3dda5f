import { z } from 'zod';
import { procedure } from './base.ts';
import { timestamp } from './values.ts';

/** The update of the app, if the client can update itself. */
export const updateState = z.object({
  /** Why this installation does not update itself; null if it can. */
  unsupported: z.string().nullable(),
  status: z.enum(['idle', 'checking', 'current', 'available', 'downloading', 'ready', 'failed']),
  /** The newer version; null while none is known. */
  version: z.string().nullable(),
  /** Its notes in Markdown, from the changelog. */
  notes: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  /** Of the download, 0 to 1. */
  fraction: z.number().nullable(),
  /** Whether the person chose to skip this version. */
  skipped: z.boolean(),
  message: z.string().nullable(),
  checkedAt: timestamp.nullable(),
});
export type UpdateState = z.infer<typeof updateState>;

export const updates = {
  state: procedure.output(updateState),
  /** Checks for a newer version. A skipped version is offered again only here. */
  check: procedure.output(updateState),
  /** Downloads the offered version and verifies its SHA-512. Installs nothing. */
  download: procedure.output(updateState),
  /** Not offered any more until a newer one appears. */
  skip: procedure.output(updateState),
  /** Ends the app, installs the downloaded version and starts it. CONFLICT while operations run. */
  install: procedure.output(updateState),
};
