import type { Action, ActionTopic, Topic } from './cli/action.ts';
import * as cliWords from './cli/words.ts';
import { badUsage } from './flags/bad-usage.ts';
import { nearest } from './flags/suggest.ts';

type Loaders = Readonly<Record<string, () => Promise<Action>>>;

/** Every action by topic, in the order of the help. A command loads only the action that it names. */
const loadersByTopic = {
  instances: {
    install: async () => (await import('./actions/instance/install.ts')).install,
    uninstall: async () => (await import('./actions/instance/uninstall.ts')).uninstall,
    upgrade: async () => (await import('./actions/instance/upgrade.ts')).upgrade,
    start: async () => (await import('./actions/instance/start.ts')).start,
    stop: async () => (await import('./actions/instance/stop.ts')).stop,
    restart: async () => (await import('./actions/instance/restart.ts')).restart,
    status: async () => (await import('./actions/instance/status.ts')).status,
    connect: async () => (await import('./actions/instance/connect.ts')).connect,
    'export-kubernetes': async () => (await import('./actions/instance/export-kubernetes.ts')).exportKubernetes,
    cli: async () => (await import('./actions/instance/cli.ts')).cli,
  },
  observe: {
    monitor: async () => (await import('./actions/observe/monitor.ts')).monitor,
    commands: async () => (await import('./actions/observe/commands.ts')).commands,
    server: async () => (await import('./actions/server/server.ts')).server,
    info: async () => (await import('./actions/instance/info.ts')).info,
    metrics: async () => (await import('./actions/observe/metrics.ts')).metrics,
    logs: async () => (await import('./actions/observe/logs.ts')).logs,
    activity: async () => (await import('./actions/observe/activity.ts')).activity,
    diagnose: async () => (await import('./actions/instance/diagnose.ts')).diagnose,
    benchmark: async () => (await import('./actions/instance/benchmark.ts')).benchmark,
  },
  settings: {
    config: async () => (await import('./actions/settings/config.ts')).config,
    'config-history': async () => (await import('./actions/settings/config-history.ts')).configHistory,
    modules: async () => (await import('./actions/settings/modules.ts')).modules,
    tls: async () => (await import('./actions/settings/tls.ts')).tls,
  },
  backups: {
    backup: async () => (await import('./actions/backup/backup.ts')).backup,
    'list-backups': async () => (await import('./actions/backup/list-backups.ts')).listBackups,
    restore: async () => (await import('./actions/backup/restore.ts')).restore,
    undo: async () => (await import('./actions/backup/undo.ts')).undo,
    flush: async () => (await import('./actions/backup/flush.ts')).flush,
    'verify-backup': async () => (await import('./actions/backup/verify-backup.ts')).verifyBackup,
    'pin-backup': async () => (await import('./actions/backup/change-backup.ts')).pinBackup,
    'unpin-backup': async () => (await import('./actions/backup/change-backup.ts')).unpinBackup,
    'change-backup': async () => (await import('./actions/backup/change-backup.ts')).changeBackup,
    'import-backup': async () => (await import('./actions/backup/transfer-backup.ts')).importBackup,
    'export-backup': async () => (await import('./actions/backup/transfer-backup.ts')).exportBackup,
    'delete-backup': async () => (await import('./actions/backup/delete-backup.ts')).deleteBackup,
    'cleanup-backups': async () => (await import('./actions/backup/cleanup-backups.ts')).cleanupBackups,
  },
  keys: {
    inspect: async () => (await import('./actions/keys/inspect.ts')).inspect,
    get: async () => (await import('./actions/keys/get.ts')).get,
    'key-history': async () => (await import('./actions/keys/key-history.ts')).keyHistory,
    compare: async () => (await import('./actions/keys/compare.ts')).compare,
  },
  schedules: {
    schedules: async () => (await import('./actions/schedule/schedules.ts')).schedules,
    'schedule-backup': async () => (await import('./actions/schedule/schedule-backup.ts')).scheduleBackup,
    'run-schedule': async () => (await import('./actions/schedule/schedules.ts')).runSchedule,
    'remove-schedule': async () => (await import('./actions/schedule/schedules.ts')).removeSchedule,
    'undo-remove-schedule': async () => (await import('./actions/schedule/schedules.ts')).undoRemoveSchedule,
  },
  tenants: {
    'create-client': async () => (await import('./actions/tenant/create-client.ts')).createClient,
    'create-client-env': async () => (await import('./actions/tenant/create-client-env.ts')).createClientEnv,
    companions: async () => (await import('./actions/companion/companions.ts')).companions,
    'list-clients': async () => (await import('./actions/tenant/list-clients.ts')).listClients,
    up: async () => (await import('./actions/tenant/up.ts')).up,
    down: async () => (await import('./actions/tenant/down.ts')).down,
    'extend-client': async () => (await import('./actions/tenant/extend-client.ts')).extendClient,
    'promote-client': async () => (await import('./actions/tenant/promote-client.ts')).promoteClient,
    'move-client': async () => (await import('./actions/move/move-client.ts')).moveClient,
    'destroy-client': async () => (await import('./actions/tenant/destroy-client.ts')).destroyClient,
    'list-destroyed': async () => (await import('./actions/tenant/list-destroyed.ts')).listDestroyed,
    'undo-destroy': async () => (await import('./actions/tenant/undo-destroy.ts')).undoDestroy,
    'repair-client': async () => (await import('./actions/tenant/repair-client.ts')).repairClient,
    'test-isolation': async () => (await import('./actions/tenant/test-isolation.ts')).testIsolation,
  },
  app: {
    engines: async () => (await import('./actions/engines/engines.ts')).engines,
    serve: async () => (await import('./actions/app/serve.ts')).serve,
    preferences: async () => (await import('./actions/app/preferences.ts')).preferences,
    passwords: async () => (await import('./actions/app/passwords.ts')).passwords,
    'rebuild-files': async () => (await import('./actions/app/rebuild-files.ts')).rebuildFiles,
    completion: async () => (await import('./actions/app/completion.ts')).completionOf(actionTopics),
    help: async () => (await import('./actions/app/help.ts')).helpOn(actionTopics),
    version: async () => (await import('./actions/app/version.ts')).version,
  },
} satisfies Readonly<Record<Topic, Loaders>>;

const loaders: Loaders = Object.assign({}, ...Object.values(loadersByTopic));

/** Old names of renamed actions: scripts may still use them, and the help shows only the new ones. */
const renamedActions: ReadonlyMap<string, string> = new Map([
  ['prove-backup', 'verify-backup'],
  ['prove-isolation', 'test-isolation'],
]);

/** Loads every action, for the help and the completion. */
export function actionTopics(): Promise<readonly ActionTopic[]> {
  return Promise.all(
    (Object.keys(loadersByTopic) as Topic[]).map(async (topic) => ({
      topic,
      actions: await Promise.all(Object.values<() => Promise<Action>>(loadersByTopic[topic]).map((load) => load())),
    })),
  );
}

/** Names that users know from other programs, for "did you mean". */
const familiarNames: ReadonlyMap<string, string> = new Map([
  ['create-tenant', 'create-client'],
  ['new-client', 'create-client'],
  ['new-tenant', 'create-client'],
  ['add-client', 'create-client'],
  ['list-tenants', 'list-clients'],
  ['tenants', 'list-clients'],
  ['clients', 'list-clients'],
  ['list', 'list-clients'],
  ['ls', 'list-clients'],
  ['ps', 'list-clients'],
  ['move-tenant', 'move-client'],
  ['migrate', 'move-client'],
  ['destroy-tenant', 'destroy-client'],
  ['delete-client', 'destroy-client'],
  ['delete-tenant', 'destroy-client'],
  ['remove-client', 'destroy-client'],
  ['remove-tenant', 'destroy-client'],
  ['repair-tenant', 'repair-client'],
  ['backups', 'list-backups'],
  ['services', 'companions'],
  ['postgres', 'companions'],
  ['minio', 'companions'],
  ['snapshot', 'backup'],
  ['dump', 'backup'],
  ['prune-backups', 'cleanup-backups'],
  ['settings', 'config'],
  ['options', 'preferences'],
  ['prefs', 'preferences'],
  ['password', 'passwords'],
  ['secrets', 'passwords'],
  ['keychain', 'passwords'],
  ['keys', 'inspect'],
  ['scan', 'inspect'],
  ['redis-cli', 'cli'],
  ['shell', 'cli'],
  ['url', 'connect'],
  ['kubernetes', 'export-kubernetes'],
  ['k8s', 'export-kubernetes'],
  ['manifests', 'export-kubernetes'],
  ['remove', 'uninstall'],
  ['doctor', 'diagnose'],
  ['check', 'diagnose'],
  ['flushall', 'flush'],
  ['flushdb', 'flush'],
  ['top', 'monitor'],
  ['slowlog', 'server --section slow-log'],
  ['slow-log', 'server --section slow-log'],
  ['client-list', 'server --section clients'],
  ['stats', 'monitor'],
]);

/** Every action, in the order of the help. */
export async function allActions(): Promise<readonly Action[]> {
  return (await actionTopics()).flatMap(({ actions }) => actions);
}

/** @throws AppError BAD_VALUE with the nearest name */
export async function findAction(name: string): Promise<Action> {
  const current = renamedActions.get(name) ?? name;
  const load = Object.hasOwn(loaders, current) ? loaders[current] : undefined;
  if (load !== undefined) return load();
  const names = Object.keys(loaders);
  const expected = cliWords.oneOfNames(names.join(', '));
  const near = familiarNames.get(name.toLowerCase().replaceAll('_', '-')) ?? nearest(name, names);
  const hint = near === null ? cliWords.itIsExpected(expected) : cliWords.didYouMeanNear(near);
  throw badUsage('--action', near ?? expected, cliWords.thereIsNoActionNameHint(name, hint));
}
