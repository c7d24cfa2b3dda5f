export const services = 'Services';
export const servicesOfId = (id: string) => `Services beside the Redis of ${id}`;
export const readTheServicesOfId = (id: string) => `Read the services of ${id}`;
export const readTheKindsOfServices = 'Read the kinds of services';
export const couldNotReadTheServices = (message: string) => `Could not read the services. ${message}`;
export const noServicesYet = 'None yet. A service starts and stops with this tenant.';
export const addTitle = (title: string) => `Add ${title}`;
export const needsDocker = (title: string) => `${title} runs in Docker only, beside a tenant in Docker`;
export const createAgain = 'Create again';
export const actionsFor = (title: string) => `Actions for ${title}`;
export const start = 'Start';
export const stop = 'Stop';
export const backUp = 'Back up';
export const restore = 'Restore…';
export const remove = 'Remove…';
export const theUrlOf = (title: string) => `the URL of ${title}`;
export const lastBackup = 'Last backup';
export const noBackup = 'No backup yet';
export const theEnvFile = 'the .env file';
export const passwordsAreIn = (folder: string) =>
  `Passwords and URLs are in ${folder}/.env; compose.yaml is beside it.`;
export const titleBackedUp = (title: string, name: string) => `${title} backed up as ${name}`;
export const titleRestored = (title: string) => `${title} restored`;
export const titleRemoved = (title: string) => `${title} removed`;
export const itsFormerDataIsIn = (name: string) => `Its former data is in the backup ${name}.`;
export const restoreTitleOfId = (title: string, id: string) => `Restore ${title} of ${id}?`;
export const removeTitleOfId = (title: string, id: string) => `Remove ${title} of ${id}?`;
export const theDataIsReplaced =
  'All data of this service is replaced by the backup, and its connections are closed. The current data is backed up first.';
export const theDataIsRemoved =
  'The service is removed with its data, and its port is free again. The data is backed up first: a new service of this kind can be restored from it.';
export const backup = 'Backup';
export const noBackupsToRestore = 'There is no backup to restore yet.';
export const cannotBeRestored = (why: string) => `cannot be restored: ${why}`;
export const restoreLabel = 'Restore';
export const removeLabel = 'Remove';
export const readTheBackupsOf = (title: string) => `Read the backups of ${title}`;
