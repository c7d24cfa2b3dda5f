import { helpOn } from './actions/app/help.ts';
import { serve } from './actions/app/serve.ts';
import { version } from './actions/app/version.ts';
import { backup } from './actions/backup/backup.ts';
import { changeBackup, pinBackup, unpinBackup } from './actions/backup/change-backup.ts';
import { cleanupBackups } from './actions/backup/cleanup-backups.ts';
import { deleteBackup } from './actions/backup/delete-backup.ts';
import { flush } from './actions/backup/flush.ts';
import { listBackups } from './actions/backup/list-backups.ts';
import { restore } from './actions/backup/restore.ts';
import { exportBackup, importBackup } from './actions/backup/transfer-backup.ts';
import { undo } from './actions/backup/undo.ts';
import { proveBackup } from './actions/backup/verify-backup.ts';
import { benchmark } from './actions/instance/benchmark.ts';
import { cli } from './actions/instance/cli.ts';
import { diagnose } from './actions/instance/diagnose.ts';
import { info } from './actions/instance/info.ts';
import { install } from './actions/instance/install.ts';
import { restart } from './actions/instance/restart.ts';
import { start } from './actions/instance/start.ts';
import { status } from './actions/instance/status.ts';
import { stop } from './actions/instance/stop.ts';
import { uninstall } from './actions/instance/uninstall.ts';
import { upgrade } from './actions/instance/upgrade.ts';
import { activity } from './actions/observe/activity.ts';
import { commands } from './actions/observe/commands.ts';
import { logs } from './actions/observe/logs.ts';
import { metrics } from './actions/observe/metrics.ts';
import { monitor } from './actions/observe/monitor.ts';
import { scheduleBackup } from './actions/schedule/schedule-backup.ts';
import { removeSchedule, runSchedule, schedules, undoRemoveSchedule } from './actions/schedule/schedules.ts';
import { config } from './actions/settings/config.ts';
import { configHistory } from './actions/settings/config-history.ts';
import { createClient } from './actions/tenant/create-client.ts';
import { createClientEnv } from './actions/tenant/create-client-env.ts';
import { destroyClient } from './actions/tenant/destroy-client.ts';
import { listClients } from './actions/tenant/list-clients.ts';
import { listDestroyed } from './actions/tenant/list-destroyed.ts';
import { repairClient } from './actions/tenant/repair-client.ts';
import { undoDestroy } from './actions/tenant/undo-destroy.ts';
import { proveIsolation } from './actions/tenant/verify-isolation.ts';
import type { Action } from './cli/action.ts';
import { badUsage } from './flags/bad-usage.ts';
import { nearest } from './flags/suggest.ts';

/** Everything the terminal can do, in the order of the help. */
export const actions: readonly Action[] = [
  install,
  uninstall,
  upgrade,
  start,
  stop,
  restart,
  status,
  monitor,
  commands,
  cli,
  info,
  metrics,
  config,
  configHistory,
  logs,
  activity,
  backup,
  listBackups,
  restore,
  undo,
  flush,
  proveBackup,
  pinBackup,
  unpinBackup,
  changeBackup,
  importBackup,
  exportBackup,
  deleteBackup,
  cleanupBackups,
  schedules,
  scheduleBackup,
  runSchedule,
  removeSchedule,
  undoRemoveSchedule,
  createClient,
  createClientEnv,
  listClients,
  destroyClient,
  listDestroyed,
  undoDestroy,
  repairClient,
  proveIsolation,
  diagnose,
  benchmark,
  serve,
  helpOn(() => actions),
  version,
];

/** @throws AppError BAD_VALUE with the nearest name */
export function findAction(name: string): Action {
  const names = actions.map((action) => action.name);
  const found = actions.find((action) => action.name === name);
  if (found !== undefined) return found;
  const expected = `one of ${names.join(', ')}`;
  const near = nearest(name, names);
  const hint = near === null ? `it is ${expected}.` : `did you mean ${near}?`;
  throw badUsage('--action', near ?? expected, `There is no action "${name}"; ${hint}`);
}
