export const showTheServicesOfATenant =
  'Show, start, stop, back up and restore the services beside the Redis of a tenant';
export const createThemWith = 'create-client-env creates them. They start and stop with their tenant.';
export const changeNeedsACompanion =
  '--change acts on --companion: start, stop, backup, restore (with --backup-name) or remove.';
export const removeTakesABackup = 'remove takes a backup first, and restore too. Both ask, or need --yes yes.';
export const exportWritesFiles = '--export writes .env and compose.yaml into a folder.';
export const changeNeedsItsCompanion = '--change needs --companion: the service that it acts on, such as postgres.';
export const aServiceOfTheTenant = 'a service of the tenant, such as postgres';
export const restoreNeedsABackup = '--change restore needs --backup-name: see companions --companion NAME.';
export const aBackupOfTheCompanion = 'a backup of this service';
export const backupNameIsForAChange = '--backup-name is for --change backup or restore.';
export const exportIsGivenAlone = '--export is given alone, without --change.';
export const givenAlone = 'given without --change';
export const noCompanions = (id: string) =>
  `${id} has no services beside its Redis. Create them: --action create-client-env --client ${id} --resources redis,postgres`;
export const hasNone = (id: string, name: string) =>
  `${id} has no ${name}. Create it: --action create-client-env --client ${id} --resources redis,${name}`;
export const state = (state: string, health: string) => `${state}, ${health}`;
export const portNamed = (name: string, port: number) => `${name} ${port}`;
export const backups = 'Backups:';
export const noBackups = 'No backups yet.';
export const cannotBeRestored = (why: string) => `cannot be restored: ${why}`;
export const reasons = { manual: 'manual', safety: 'safety', 'with-tenant': 'with its Redis' } as const;
export const created = (title: string) => `${title} runs.`;
export const stopped = (title: string) => `${title} is stopped.`;
export const backedUp = (title: string, name: string, size: string) => `${title} is backed up as ${name}, ${size}.`;
export const restored = (title: string, name: string, safety: string) =>
  `${title} has the data of ${name}. Its former data is in the backup ${safety}.`;
export const removed = (name: string, backup: string) => `${name} is removed. Its data is in the backup ${backup}.`;
export const createItAgain = (id: string, name: string, backup: string) =>
  `  To get it back: --action create-client-env --client ${id} --resources redis,${name}, then --action companions --client-id ${id} --companion ${name} --change restore --backup-name ${backup}`;
export const replacesItsData = (title: string, id: string, backup: string) =>
  `replaces the data of ${title} of ${id} with the backup ${backup}`;
export const removesIt = (title: string, id: string) => `removes ${title} of ${id} with its data`;
export const restoreIt = (title: string) => `Restore ${title}?`;
export const removeIt = (title: string) => `Remove ${title}?`;
export const aBackupIsTakenFirst = 'A backup of the current data is taken first.';
export const replacesFiles = (folder: string) => `replaces .env and compose.yaml in ${folder}`;
export const replaceThem = 'Replace them?';
export const wrote = (path: string) => `Wrote ${path}.`;
export const notCreated = (title: string, reason: string) => `Not created: ${title}. ${reason}`;
export const environmentIn = (path: string) => `Passwords and URLs: ${path}`;
export const notBackedUp = (title: string, id: string, name: string) =>
  `${title} is not part of this backup. Back it up alone: --action companions --client-id ${id} --companion ${name} --change backup`;
export const backedUpWithIt = (title: string, name: string) => `${title} is backed up with it as ${name}.`;
