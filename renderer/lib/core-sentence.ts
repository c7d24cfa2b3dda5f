import { createCoreSentence } from '../../shared/core-sentence.ts';
import { details, sentences } from '../../shared/core-words.ts';

/** A title from the core in the language of the page. Unchanged English if no pattern matches. */
export const coreSentence = createCoreSentence(sentences);

const translated = createCoreSentence(details);

/**
 * What the core says about a check, an alert, an event or an instance, in the same way. Often a problem and its fix, which
 * have patterns of their own.
 */
export function coreDetail(text: string): string {
  const whole = translated(text);
  if (whole !== text || details.length === 0) return whole;
  for (const { index } of text.matchAll(/(?<=\.) (?=\p{Lu})/gu)) {
    const parts = [text.slice(0, index), text.slice(index + 1)];
    const both = parts.map(translated);
    if (both.every((part, at) => part !== parts[at])) return both.join(' ');
  }
  return text;
}
