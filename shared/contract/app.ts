import { z } from 'zod';
import { procedure } from './base.ts';
import { face } from './values.ts';

/** What the program itself is, for the frame of a view. */
export const appInfo = z.object({
  name: z.string(),
  version: z.string(),
  face,
  /** The home as people write it: `~/.vrooli`. */
  home: z.string(),
  platform: z.string(),
  /** The path of the script that does in a terminal what a view does. */
  terminalCommand: z.string(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const app = {
  info: procedure.output(appInfo),
};
