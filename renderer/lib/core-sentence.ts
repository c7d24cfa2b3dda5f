import { createCoreSentence } from '../../shared/core-sentence.ts';
import { details, sentences } from '../../shared/core-words.ts';

/** A title from the core in the language of the page. Unchanged English if no pattern matches. */
export const coreSentence = createCoreSentence(sentences);

const translated = createCoreSentence(details);

/** What the core says about a failure, a check, an alert, a plan or an instance, in the same way; undefined if nothing. */
export function coreDetail(text: string): string;
export function coreDetail(text: string | null | undefined): string | undefined;
export function coreDetail(text: string | null | undefined): string | undefined {
  return text == null ? undefined : translated(text);
}
