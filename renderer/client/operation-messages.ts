import type { OperationKind } from '../../shared/contract/operation.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import { elapsed } from '../lib/format.ts';
import * as clientWords from './words.ts';

/** The success message of each kind of operation, about the instance with this id. */
const succeeded: Readonly<Record<OperationKind, (id: string) => string>> = {
  install: clientWords.idInstalled,
  uninstall: clientWords.idUninstalled,
  start: clientWords.idStarted,
  stop: clientWords.idStopped,
  restart: clientWords.idRestarted,
  config: (id) => clientWords.settingsOfIdChanged(id),
  modules: (id) => clientWords.modulesOfIdChanged(id),
  tls: (id) => clientWords.tlsOfIdChanged(id),
  upgrade: clientWords.idUpgraded,
  'create-client': (id) => clientWords.tenantIdCreated(id),
  branch: (id) => clientWords.branchIdCreated(id),
  'destroy-client': (id) => clientWords.tenantIdDestroyed(id),
  'undo-destroy': clientWords.idRestored,
  repair: clientWords.idRepaired,
  'isolation-proof': () => clientWords.isolationTested,
  backup: (id) => clientWords.backupOfIdTaken(id),
  prove: (id) => clientWords.backupOfIdVerified(id),
  restore: (id) => clientWords.backupRestoredToId(id),
  undo: (id) => clientWords.lastChangeOfIdUndone(id),
  flush: clientWords.idFlushed,
  'import-backup': (id) => clientWords.backupImportedForId(id),
  'export-backup': (id) => clientWords.backupOfIdExported(id),
  benchmark: (id) => clientWords.benchmarkOfIdFinished(id),
  'change-keys': (id) => clientWords.keysOfIdChanged(id),
  'restore-keys': (id) => clientWords.keysRestoredToId(id),
  'create-companion': (id) => clientWords.serviceOfIdCreated(id),
  'start-companion': (id) => clientWords.serviceOfIdStarted(id),
  'stop-companion': (id) => clientWords.serviceOfIdStopped(id),
  'remove-companion': (id) => clientWords.serviceOfIdRemoved(id),
  'backup-companion': (id) => clientWords.serviceOfIdBackedUp(id),
  'move-client': (id) => clientWords.tenantIdMoved(id),
  'drain-engine': () => clientWords.machineDrained,
  'restore-companion': (id) => clientWords.serviceOfIdRestored(id),
  'undo-keys': (id) => clientWords.changeOfKeysOfIdUndone(id),
};

/** `main installed (2.0 s)` */
export function succeededMessage({ kind, instance, startedAt, finishedAt }: Operation): string {
  const took = finishedAt === null ? '' : ` (${elapsed(Date.parse(finishedAt) - Date.parse(startedAt))})`;
  return `${succeeded[kind](instance)}${took}`;
}
