import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  consoleOfId: (id) => `Konsole von ${id}`,
  keywords: 'redis-cli befehl terminal monitor subscribe eval shell console',
  consoleLabel: 'Konsole',
};
