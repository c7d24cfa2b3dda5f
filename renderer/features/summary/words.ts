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
export const mayHaveBeenDeleted = 'It may have been deleted, or belong to another VROOLI_HOME.';
export const connectionAndActivityOfId = (id: string) => `Connection and activity of ${id}`;
export const tour = 'Three things to know';
export const tourDismiss = 'Dismiss';
export const tourBackups = 'Backups are verified';
export const tourBackupsText =
  'Each backup is restored into a scratch server and its keys are counted. A schedule takes them while the app runs.';
export const tourOpenBackups = 'Open backups';
export const tourKeys = 'Every key is visible';
export const tourKeysText =
  'Browse and compare the keys of an instance or a backup. Changes can be undone, and chosen keys restored.';
export const tourOpenKeys = 'Browse keys';
export const tourCommands = 'Ctrl K finds everything';
export const tourCommandsText =
  'Instances, backups, settings and every command, each with the line that does the same in a terminal.';
export const tourOpenCommands = 'Search';
export const disconnected = 'Disconnected from the app. This page continues as soon as it reconnects.';
export const machines = 'Machines';
