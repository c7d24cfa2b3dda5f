import { z } from 'zod';
import { procedure } from './base.ts';
import { definitionOf, isPreferenceName, isValidValue, preferenceNames } from './preference-table.ts';

const name = z.enum(preferenceNames as [(typeof preferenceNames)[number], ...(typeof preferenceNames)[number][]]);
const value = z.union([z.boolean(), z.number(), z.string().max(255)]);

/** One preference as it is in effect. */
export const preferenceState = z.object({
  name,
  value,
  /** Where the value comes from. A value of a variable wins over one that was chosen. */
  from: z.enum(['default', 'chosen', 'variable']),
  /** The variable that sets it; null while none does. */
  variable: z.string().nullable(),
  /** Whether the asking client acts on it. */
  honoured: z.boolean(),
  /** Why the value in the file is not used; null if it is. */
  problem: z.string().nullable(),
});
export type PreferenceState = z.infer<typeof preferenceState>;

export const preferenceList = z.object({
  items: z.array(preferenceState),
  /** Why no preference can be changed, such as a file of a newer version; null if they can. */
  locked: z.string().nullable(),
});
export type PreferenceList = z.infer<typeof preferenceList>;

/** The disk use of the home by part, in bytes. */
export const homeUse = z.object({
  /** In short form, such as `~/.vrooli`. */
  path: z.string(),
  /** The variable that names it; null: the default. */
  variable: z.string().nullable(),
  /** Null if the system does not report it. */
  freeBytes: z.number().nullable(),
  totalBytes: z.number(),
  parts: z.array(
    z.object({ part: z.enum(['instances', 'backups', 'charts', 'deleted', 'records']), bytes: z.number() }),
  ),
});
export type HomeUse = z.infer<typeof homeUse>;

const changes = z
  .partialRecord(name, value)
  .refine(
    (given) =>
      Object.entries(given).every(([key, one]) => isPreferenceName(key) && isValidValue(definitionOf(key), one)),
    { error: 'a value of a preference is not valid' },
  );
export type PreferenceChanges = z.infer<typeof changes>;

export const preferences = {
  list: procedure.output(preferenceList),
  /** Changes what it names. BAD_VALUE for a value that cannot work here, such as a port of Redis. */
  save: procedure.input(changes).output(preferenceList),
  /** Back to their defaults; without names: all that the page shows. */
  reset: procedure.input(z.object({ names: z.array(name).max(100).optional() })).output(preferenceList),
  home: procedure.output(homeUse),
};
