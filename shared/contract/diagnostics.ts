import { z } from 'zod';
import { procedure } from './base.ts';
import { remedy } from './remedy.ts';
import { timestamp } from './values.ts';

/** One check with its finding and its fix. */
export const check = z.object({
  id: z.string(),
  title: z.string(),
  level: z.enum(['ok', 'info', 'warn', 'fail']),
  detail: z.string(),
  fix: z.string().nullable(),
  /** The action that applies the fix; null if there is none or the user must choose. */
  remedy: remedy.nullable().optional(),
});
export type Check = z.infer<typeof check>;

/** `ok`: no check failed. */
export const diagnosis = z.object({
  checks: z.array(check),
  ok: z.boolean(),
  /** When the checks began. */
  at: timestamp,
  tookMs: z.number(),
});
export type Diagnosis = z.infer<typeof diagnosis>;

/** A `.tar.gz` with a report, the versions, masked settings, the last log lines and operations, and no secret. */
export const diagnosticsBundle = z.object({
  fileName: z.string(),
  /** The file's bytes in base64. */
  content: z.string(),
  diagnosis,
});
export type DiagnosticsBundle = z.infer<typeof diagnosticsBundle>;

export const diagnostics = {
  /**
   * Runs all checks, keeps the result, and changes nothing else. Reports the last isolation test instead of running a
   * new one. A check that does not finish in time has failed.
   */
  run: procedure.output(diagnosis),
  /** Earlier results, newest first. The last 50 are kept. */
  runs: procedure.output(z.array(diagnosis)),
  /** Runs all checks and packs them with information that helps to understand them. */
  bundle: procedure.output(diagnosticsBundle),
};
