import type { Remedy } from '../../shared/contract/remedy.ts';
import * as clientWords from './words.ts';

/** The message of a failure, with the place in the view where the user can act on it. */
export function withRemedy(message: string, data: unknown): string {
  const { remedy } = (data ?? {}) as { readonly remedy?: Remedy };
  return remedy?.flags.kill === undefined ? message : `${message} ${clientWords.chooseKillInItsMenu}`;
}
