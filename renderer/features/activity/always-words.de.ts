import type { Translation } from '../../../shared/translation.ts';
import type * as english from './always-words.ts';

export const translation: Translation<typeof english> = {
  anInstance: 'einer Instanz',
  activityOfId: (id) => `Aktivität von ${id}`,
  eventsAuditLogHistoryWhatHappened: 'ereignisse audit log verlauf historie was geschah absturz events',
  searchActivity: 'Aktivität durchsuchen',
  findFilterEventsAudit: 'finden filtern ereignisse audit',
  exportActivityJsonLines: 'Aktivität exportieren (JSON Lines)',
  unavailableWhileDisconnected: 'Ohne Verbindung nicht verfügbar',
  downloadAuditLogEventsJsonl: 'herunterladen audit log ereignisse jsonl aktivität',
  activity: 'Aktivität',
};
