import { z } from 'zod';
import { procedure } from './base.ts';
import { clientKind } from './values.ts';

/** Facts about the app itself. */
export const appInfo = z.object({
  name: z.string(),
  version: z.string(),
  face: clientKind,
  /** The home in short form, such as `~/.vrooli`. */
  home: z.string(),
  platform: z.string(),
  /** The path of the script that starts the CLI. */
  terminalCommand: z.string(),
});
export type AppInfo = z.infer<typeof appInfo>;

export const app = {
  info: procedure.output(appInfo),
  /** One sentence per operation that a crash interrupted and that was undone since, until a person has read it. */
  recovered: procedure.output(z.array(z.string())),
  /** Marks these sentences as read. */
  forgetRecovered: procedure.output(z.object({})),
};
