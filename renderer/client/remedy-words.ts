import type { Remedy } from '../../shared/contract/remedy.ts';
import { coreDetail } from '../lib/core-sentence.ts';
import * as clientWords from './words.ts';

/** The message of a failure in the language of the page, with the place in the view where the user can act on it. */
export function withRemedy(message: string, data: unknown): string {
  const { remedy } = (data ?? {}) as { readonly remedy?: Remedy };
  const shown = coreDetail(message);
  return remedy?.flags.kill === undefined ? shown : `${shown} ${clientWords.chooseKillInItsMenu}`;
}
