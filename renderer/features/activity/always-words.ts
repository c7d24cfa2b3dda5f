export const anInstance = 'an instance';
export const activityOfId = (id: string) => `Activity of ${id}`;
export const eventsAuditLogHistoryWhatHappened = 'events audit log history what happened crash';
export const searchActivity = 'Search activity';
export const findFilterEventsAudit = 'find filter events audit';
export const exportActivityJsonLines = 'Export activity (JSON lines)';
export const unavailableWhileDisconnected = 'Unavailable while disconnected';
export const downloadAuditLogEventsJsonl = 'download audit log events jsonl activity';
export const activity = 'Activity';
