import type { Translation } from '../../../../shared/translation.ts';
import type * as english from './move.ts';

export const translation: Translation<typeof english> = {
  moveTitle: (id) => `${id} auf einen anderen Rechner verschieben`,
  move: 'Verschieben',
  machine: 'Rechner',
  chooseAMachine: 'Einen Rechner auswählen',
  noOtherMachine: 'Es gibt keinen anderen Rechner. In den App-Einstellungen unter „Rechner“ einen hinzufügen.',
  unreachable: 'nicht erreichbar',
  thisComputer: 'Dieser Computer',
  memoryOf: (bytes) => `${bytes} Speicher`,
  listMachines: 'Rechner auflisten',
  previewTheMove: (id) => `Prüfen, was ein Umzug von ${id} täte`,
  checking: 'Wird geprüft …',
  data: 'Daten',
  keysInBytes: (keys, bytes) => `${keys}, ${bytes} im Speicher`,
  unknown: 'unbekannt',
  address: 'Port',
  fromTo: (from, to) => `${from} → ${to}`,
  clientsConnected: 'Verbundene Clients',
  runsAs: 'Läuft als',
  itWorksMeanwhile:
    'Der Mandant arbeitet währenddessen. Beide Datenbestände werden verglichen. Schreibbefehle warten beim Wechsel weniger als eine Sekunde.',
  oldCopyKept: (until) => `Die alte Kopie liegt bis ${until} unter „Kürzlich gelöscht“.`,
  forwardOldPort: (port) => `Port ${port} 24 Stunden lang zum neuen weiterleiten`,
  whileTheAppRuns: 'Solange diese App auf diesem Computer läuft.',
  movedToMachine: (id, name) => `${id} auf ${name} verschoben`,
  filesMoved: (port) => `Port ${port}. Die Dateien sind gleich; er ist gestoppt wie zuvor.`,
  newUrlAndPause: (port, ms) => `Port ${port}. Schreibbefehle warteten ${ms} ms; die Prüfsummen sind gleich.`,
  moveBack: 'Zurückziehen',
};
