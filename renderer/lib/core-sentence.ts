import { createCoreSentence } from '../../shared/core-sentence.ts';
import { sentences } from '../../shared/core-words.ts';

/** A title of the core in the language of the page, or as it came: what no pattern covers is English. */
export const coreSentence = createCoreSentence(sentences);
