import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './timeline.ts';

export const translation: Translation<typeof english> = {
  legend: 'Legende',
  snapshot: 'Snapshot',
  archive: 'Archiv',
  safety: 'Sicherheit',
  verified: 'Geprüft',
  verificationFailed: 'Gescheitert',
  lastSpan: (span) => `Letzte ${span}`,
  whenBackupsWereTaken: 'Wann gesichert wurde',
  today: 'heute',
};
