import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './frame.ts';

export const translation: Translation<typeof english> = {
  overview: 'Übersicht',
  panelTitles: {
    'slow-log': 'Slow Log',
    latency: 'Latenz',
    clients: 'Clients',
    memory: 'Speicher',
    persistence: 'Persistenz',
    replication: 'Replikation',
    acl: 'Zugriffsregeln',
    modules: 'Module',
    moment: 'Zeitpunkt',
  },
  partsOfId: (id) => `Teile von ${id}`,
  refusedWhy: {
    'too-old': (command) => `Dieser Server kennt ${command} nicht.`,
    'not-permitted': (command) => `Die Zugriffsregeln des Servers erlauben ${command} nicht.`,
    disabled: (command) => `„rename-command“ in redis.conf schaltet ${command} ab.`,
    'not-running': () => 'Der Server läuft nicht, deshalb ist nur Aufgezeichnetes zu sehen.',
    failed: (command) => `${command} ist gescheitert.`,
  },
  couldNotRead: (title, id) => `Nicht lesbar: ${title} von ${id}`,
  readPanel: (title, id) => `${title} von ${id} lesen`,
  advice: 'Rat des Servers',
  startItToAskItsServer: 'Der Server beantwortet diese Fragen nur, solange er läuft.',
  goToId: (id) => `${id} öffnen`,
  copyAsCsv: 'Als CSV kopieren',
  copiedAsCsv: (what) => `${what} als CSV kopiert`,
  copyTheTable: (what) => `${what} kopieren`,
};
