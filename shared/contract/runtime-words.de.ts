import type { Translation } from '../translation.ts';
import type * as english from './runtime-words.ts';

export const translation: Translation<typeof english> = {
  engineLabel: 'Docker',
  engineUnit: 'Container',
  programLabel: 'Prozess',
  programUnit: 'Prozess',
};
