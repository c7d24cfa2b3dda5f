import { z } from 'zod';
import { procedure } from './base.ts';

/** One thing that was looked at, what was found, and what mends it. */
export const check = z.object({
  id: z.string(),
  title: z.string(),
  level: z.enum(['ok', 'info', 'warn', 'fail']),
  detail: z.string(),
  fix: z.string().nullable(),
});
export type Check = z.infer<typeof check>;

/** `ok`: nothing failed. */
export const diagnosis = z.object({ checks: z.array(check), ok: z.boolean() });
export type Diagnosis = z.infer<typeof diagnosis>;

export const diagnostics = {
  /** Checks everything and changes nothing. Does not test isolation again: it reports the last test. */
  run: procedure.output(diagnosis),
};
