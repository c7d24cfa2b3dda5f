import {
  type Icon,
  IconAlertTriangle,
  IconArchive,
  IconCheck,
  IconCircleX,
  IconLoader2,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import type { OperationKind } from '../../../../shared/contract/operation.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import classes from './operation-icon.module.css';

const kinds: Partial<Record<OperationKind, Icon>> = {
  start: IconPlayerPlay,
  stop: IconPlayerStop,
  restart: IconRefresh,
  uninstall: IconTrash,
  'destroy-client': IconTrash,
  backup: IconArchive,
};

const ends = { running: IconLoader2, failed: IconAlertTriangle, cancelled: IconCircleX };

/** The icon of the kind if it succeeded, otherwise of the state. */
export function OperationIcon({ operation: { kind, state } }: { readonly operation: Operation }) {
  const Sign = state === 'succeeded' ? (kinds[kind] ?? IconCheck) : ends[state];
  return <Sign size={14} className={classes.icon} data-state={state} aria-hidden="true" />;
}
