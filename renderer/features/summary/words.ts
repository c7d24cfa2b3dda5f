/** What people read in summary. */
export const summaryWords = {
  readTheRecentActivity: 'Read the recent activity',
  recentActivity: 'Recent activity',
  allActivity: 'All activity',
  theActivityLogHasNoEntries: 'The activity log has no entries yet.',
  fromATerminal: 'from a terminal',
  instances: 'Instances',
  reading: 'reading…',
  couldNotReadTheInstances: 'Could not read the instances',
  readTheActivityOfId: (id: string) => `Read the activity of ${id}`,
  recentOperations: 'Recent operations',
  theActivityLogHasNoEntries2: (id: string) => `The activity log has no entries of ${id}.`,
  couldNotReadTheActivityLog: (message: string) => `Could not read the activity log. ${message}`,
  installItInOneClickData: 'Install it in one click. Data of an earlier installation is reused.',
  itMayHaveBeenDeletedOr: 'It may have been deleted, or belong to another VROOLI_HOME.',
  connectionAndActivityOfId: (id: string) => `Connection and activity of ${id}`,
};
