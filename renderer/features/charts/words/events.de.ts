import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './events.ts';

export const translation: Translation<typeof english> = {
  readEvents: 'Ereignisse lesen',
  fromTheDesktopApp: 'Aus der Desktop-App',
  fromABrowser: 'Aus einem Browser',
  fromATerminal: 'Aus einem Terminal',
  detected: 'Erkannt',
  compareBeforeAndAfter: 'Vorher und nachher vergleichen',
  showInActivity: 'In „Aktivität“ anzeigen',
  events: 'Ereignisse',
  noData: 'keine Daten',
  noDataDuration: (duration) => `keine Daten ${duration}`,
  countEvents: (count) => `${count} Ereignisse`,
};
