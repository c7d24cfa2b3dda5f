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
  /** What was undone because its operation had been cut off by a crash, until somebody has read it: a sentence for each. */
  recovered: procedure.output(z.array(z.string())),
  /** It has been read, and is not told again. */
  forgetRecovered: procedure.output(z.object({})),
};
