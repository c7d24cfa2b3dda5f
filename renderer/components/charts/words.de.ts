import type { Translation } from '../../../shared/translation.ts';
import type * as english from './words.ts';

export const translation: Translation<typeof english> = {
  ofText: (ofText) => ` von ${ofText}`,
};
