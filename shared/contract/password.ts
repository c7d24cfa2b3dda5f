import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceId } from './values.ts';

/** Where a password is: encrypted by the system's keychain, in a file of mode 0600, or only in memory. */
export const keptIn = z.enum(['keychain', 'file', 'session']);
export type KeptIn = z.infer<typeof keptIn>;

/** The passwords that the app keeps because the configuration of a server has none that the server accepts. */
export const passwordList = z.object({
  /** Where the asking client would keep one. */
  keptIn,
  /** The system's name of the keychain, such as `gnome_libsecret`; null: the client has none. */
  backend: z.string().nullable(),
  /**
   * Why it would be only in memory: the client has no keychain, it does not answer, or it encrypts with a key that
   * everybody knows. Null: it is kept.
   */
  problem: z.enum(['no-keychain', 'unavailable', 'unprotected']).nullable(),
  items: z.array(
    z.object({
      id: instanceId,
      keptIn,
      /** Why the asking client cannot use it: its key is lost or was refused, or it waits for the person. Null: it can. */
      problem: z.enum(['desktop-only', 'refused', 'silent']).nullable(),
    }),
  ),
});
export type PasswordList = z.infer<typeof passwordList>;

export const passwords = {
  list: procedure.output(passwordList),
  /** Keeps a password that the running server accepts. BAD_VALUE if it does not, NOT_RUNNING for a stopped one. */
  enter: procedure.input(z.object({ id: instanceId, password: z.string().min(1).max(4096) })).output(passwordList),
  forget: procedure.input(z.object({ id: instanceId })).output(passwordList),
};
