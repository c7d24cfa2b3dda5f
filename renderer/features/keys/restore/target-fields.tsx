import { Select } from '@mantine/core';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { IdField } from '../../tenants/create/id-field.tsx';
import * as restoreWords from '../words/restore.ts';
import classes from './restore-keys-dialog.module.css';

/** The instance that receives the keys. */
export interface KeysTarget {
  readonly isNew: boolean;
  /** Of a new tenant as typed. */
  readonly id: string;
}

/** No id of an instance begins with a line break. */
const NEW = '\nnew';
const MANY = 8;

/** Chooses a running instance, or names a new tenant. */
export function TargetFields({
  target,
  onTarget,
  check,
}: {
  readonly target: KeysTarget;
  readonly onTarget: (target: KeysTarget) => void;
  readonly check: IdCheck | undefined;
}) {
  const { items = [] } = useLiveStatuses();
  const running = items
    .filter(({ state }) => state === 'running')
    .map(({ id }) => id)
    .sort((a, b) => (a === MAIN ? -1 : b === MAIN ? 1 : a.localeCompare(b)));
  const ids = target.isNew || running.includes(target.id) ? running : [target.id, ...running];
  return (
    <div className={classes.target}>
      <Select
        label={restoreWords.restoreTo}
        data={[...ids.map((id) => ({ value: id, label: id })), { value: NEW, label: restoreWords.aNewTenant }]}
        value={target.isNew ? NEW : target.id}
        onChange={(id) => id !== null && onTarget(id === NEW ? { isNew: true, id: '' } : { isNew: false, id })}
        allowDeselect={false}
        searchable={ids.length > MANY}
      />
      {target.isNew && <IdField id={target.id} onChange={(id) => onTarget({ isNew: true, id })} check={check} />}
    </div>
  );
}
