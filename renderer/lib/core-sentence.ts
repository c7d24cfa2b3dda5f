import { createCoreSentence } from '../../shared/core-sentence.ts';
import { sentences } from '../../shared/core-words.ts';

/** A title from the core in the language of the page. Unchanged English if no pattern matches. */
export const coreSentence = createCoreSentence(sentences);
