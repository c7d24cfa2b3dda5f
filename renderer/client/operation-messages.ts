import type { OperationKind } from '../../shared/contract/operation.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import { elapsed } from '../lib/format.ts';
import * as clientWords from './words.ts';

/** The success message of each kind of operation, about the instance with this id. */
const succeeded: Readonly<Record<OperationKind, (id: string) => string>> = {
  install: (id) => `${id} installed`,
  uninstall: (id) => `${id} uninstalled`,
  start: (id) => `${id} started`,
  stop: (id) => `${id} stopped`,
  restart: (id) => `${id} restarted`,
  config: (id) => clientWords.settingsOfIdChanged(id),
  tls: (id) => clientWords.tlsOfIdChanged(id),
  upgrade: (id) => `${id} upgraded`,
  'create-client': (id) => clientWords.tenantIdCreated(id),
  branch: (id) => clientWords.branchIdCreated(id),
  'destroy-client': (id) => clientWords.tenantIdDestroyed(id),
  'undo-destroy': (id) => `${id} restored`,
  repair: (id) => `${id} repaired`,
  'isolation-proof': () => clientWords.isolationTested,
  backup: (id) => clientWords.backupOfIdTaken(id),
  prove: (id) => clientWords.backupOfIdVerified(id),
  restore: (id) => clientWords.backupRestoredToId(id),
  undo: (id) => clientWords.lastChangeOfIdUndone(id),
  flush: (id) => `${id} flushed`,
  'import-backup': (id) => clientWords.backupImportedForId(id),
  'export-backup': (id) => clientWords.backupOfIdExported(id),
  benchmark: (id) => clientWords.benchmarkOfIdFinished(id),
  'change-keys': (id) => clientWords.keysOfIdChanged(id),
  'restore-keys': (id) => clientWords.keysRestoredToId(id),
  'undo-keys': (id) => clientWords.changeOfKeysOfIdUndone(id),
};

/** `main installed (2.0 s)` */
export function succeededMessage({ kind, instance, startedAt, finishedAt }: Operation): string {
  const took = finishedAt === null ? '' : ` (${elapsed(Date.parse(finishedAt) - Date.parse(startedAt))})`;
  return `${succeeded[kind](instance)}${took}`;
}
