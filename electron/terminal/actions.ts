import type { Action } from './action.ts';
import { activity } from './actions/activity.ts';
import { backup } from './actions/backup.ts';
import { benchmark } from './actions/benchmark.ts';
import { changeBackup, pinBackup, unpinBackup } from './actions/change-backup.ts';
import { cleanupBackups } from './actions/cleanup-backups.ts';
import { cli } from './actions/cli.ts';
import { commands } from './actions/commands.ts';
import { config } from './actions/config.ts';
import { configHistory } from './actions/config-history.ts';
import { createClient } from './actions/create-client.ts';
import { createClientEnv } from './actions/create-client-env.ts';
import { deleteBackup } from './actions/delete-backup.ts';
import { destroyClient } from './actions/destroy-client.ts';
import { diagnose } from './actions/diagnose.ts';
import { flush } from './actions/flush.ts';
import { helpOn } from './actions/help.ts';
import { info } from './actions/info.ts';
import { install } from './actions/install.ts';
import { listBackups } from './actions/list-backups.ts';
import { listClients } from './actions/list-clients.ts';
import { listDestroyed } from './actions/list-destroyed.ts';
import { logs } from './actions/logs.ts';
import { metrics } from './actions/metrics.ts';
import { monitor } from './actions/monitor.ts';
import { proveBackup } from './actions/prove-backup.ts';
import { proveIsolation } from './actions/prove-isolation.ts';
import { repairClient } from './actions/repair-client.ts';
import { restart } from './actions/restart.ts';
import { restore } from './actions/restore.ts';
import { scheduleBackup } from './actions/schedule-backup.ts';
import { removeSchedule, runSchedule, schedules, undoRemoveSchedule } from './actions/schedules.ts';
import { serve } from './actions/serve.ts';
import { start } from './actions/start.ts';
import { status } from './actions/status.ts';
import { stop } from './actions/stop.ts';
import { exportBackup, importBackup } from './actions/transfer-backup.ts';
import { undo } from './actions/undo.ts';
import { undoDestroy } from './actions/undo-destroy.ts';
import { uninstall } from './actions/uninstall.ts';
import { upgrade } from './actions/upgrade.ts';
import { version } from './actions/version.ts';
import { badUsage } from './bad-usage.ts';
import { nearest } from './suggest.ts';

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
