/** What people read in summary. */

export const readTheRecentActivity = 'Read the recent activity';
export const recentActivity = 'Recent activity';
export const allActivity = 'All activity';
export const theActivityLogHasNoEntries = 'The activity log has no entries yet.';
export const fromATerminal = 'from a terminal';
export const instances = 'Instances';
export const reading = 'reading…';
export const couldNotReadTheInstances = 'Could not read the instances';
export const readTheActivityOfId = (id: string) => `Read the activity of ${id}`;
export const recentOperations = 'Recent operations';
export const theActivityLogHasNoEntries2 = (id: string) => `The activity log has no entries of ${id}.`;
export const couldNotReadTheActivityLog = (message: string) => `Could not read the activity log. ${message}`;
export const installItInOneClickData = 'Install it in one click. Data of an earlier installation is reused.';
export const itMayHaveBeenDeletedOr = 'It may have been deleted, or belong to another VROOLI_HOME.';
export const connectionAndActivityOfId = (id: string) => `Connection and activity of ${id}`;
