import { z } from 'zod';

/** The action that fixes a problem. Each client has its own words for it: a command line, a menu entry. */
export const remedy = z.object({
  /** An action of the CLI; null: the same action again with these flags. */
  action: z.string().nullable(),
  flags: z.record(z.string(), z.string()),
});
export type Remedy = z.infer<typeof remedy>;
