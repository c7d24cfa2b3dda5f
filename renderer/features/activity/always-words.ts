/** What people read in activity/always-words. */
export const activityAlwaysWords = {
  anInstance: 'an instance',
  activityOfId: (id: string) => `Activity of ${id}`,
  eventsAuditLogHistoryWhatHappened: 'events audit log history what happened crash',
  searchActivity: 'Search activity',
  findFilterEventsAudit: 'find filter events audit',
  exportActivityJsonLines: 'Export activity (JSON lines)',
  unavailableWhileDisconnected: 'Unavailable while disconnected',
  downloadAuditLogEventsJsonl: 'download audit log events jsonl activity',
};
