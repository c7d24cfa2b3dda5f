import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './always.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  slowLogOf: (id) => `Slow Log von ${id}`,
  clientsOf: (id) => `Clients von ${id}`,
  memoryOf: (id) => `Speicher von ${id}`,
  modulesOf: (id) => `Module von ${id}`,
  slowLogWords: 'slowlog langsame befehle latenz leistung',
  clientsWords: 'client list verbindungen kill trennen wer',
  modulesWords: 'modul laden entladen loadmodule so bibliothek erweiterung suche json bloom',
  memoryWords: 'memory doctor speicher statistik fragmentierung belegung',
};
