import type { OperationKind } from '../../shared/contract/operation.ts';
import type { Operation } from '../../shared/contract/operations.ts';
import { elapsed } from '../lib/format.ts';

/** The success message of each kind of operation, about the instance with this id. */
const succeeded: Readonly<Record<OperationKind, (id: string) => string>> = {
  install: (id) => `${id} installed`,
  uninstall: (id) => `${id} uninstalled`,
  start: (id) => `${id} started`,
  stop: (id) => `${id} stopped`,
  restart: (id) => `${id} restarted`,
  config: (id) => `Settings of ${id} changed`,
  upgrade: (id) => `${id} upgraded`,
  'create-client': (id) => `Tenant ${id} created`,
  'destroy-client': (id) => `Tenant ${id} destroyed`,
  'undo-destroy': (id) => `${id} restored`,
  repair: (id) => `${id} repaired`,
  'isolation-proof': () => 'Isolation tested',
  backup: (id) => `Backup of ${id} taken`,
  prove: (id) => `Backup of ${id} verified`,
  restore: (id) => `Backup restored to ${id}`,
  undo: (id) => `Last change of ${id} undone`,
  flush: (id) => `${id} flushed`,
  'import-backup': (id) => `Backup imported for ${id}`,
  'export-backup': (id) => `Backup of ${id} exported`,
  benchmark: (id) => `Benchmark of ${id} finished`,
  'change-keys': (id) => `Keys of ${id} changed`,
  'undo-keys': (id) => `Change of keys of ${id} undone`,
};

/** `main installed (2.0 s)` */
export function succeededMessage({ kind, instance, startedAt, finishedAt }: Operation): string {
  const took = finishedAt === null ? '' : ` (${elapsed(Date.parse(finishedAt) - Date.parse(startedAt))})`;
  return `${succeeded[kind](instance)}${took}`;
}
