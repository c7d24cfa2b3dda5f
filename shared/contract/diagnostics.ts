import { z } from 'zod';
import { procedure } from './base.ts';
import { remedy } from './remedy.ts';

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
export const diagnosis = z.object({ checks: z.array(check), ok: z.boolean() });
export type Diagnosis = z.infer<typeof diagnosis>;

export const diagnostics = {
  /** Runs all checks and changes nothing. Reports the last isolation test instead of running a new one. */
  run: procedure.output(diagnosis),
};
