import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './text.ts';

export const translation: Translation<typeof english> = {
  defaultShownValueLivePart: (shownValue, part) => `Vorgabe ${shownValue} · Server ${part}`,
  unknown: 'unbekannt',
  textOfRedisConf: 'Text der redis.conf',
  fileAfterThePlan: 'So sieht die Datei nach dem Plan aus. Zum Bearbeiten des Textes den Plan anwenden oder verwerfen.',
  passwordsShowAsMaskLeaveThem: (mask) => `Passwörter erscheinen als ${mask}; so stehen lassen, um sie zu behalten.`,
};
