import { Radio, Select } from '@mantine/core';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { IdCheck } from '../../../../shared/contract/tenant.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { IdField } from '../../tenants/create/id-field.tsx';
import { useTenantPorts } from '../../tenants/model/use-tenant-rows.ts';
import type { RestorePlace } from '../model/restore-place.ts';
import * as restoreWords from '../words/restore.ts';
import classes from './restore-dialog.module.css';

interface WhereToProps {
  readonly backup: Backup;
  readonly place: RestorePlace;
  readonly onPlace: (place: RestorePlace) => void;
  /** For the id of the new tenant. */
  readonly check: IdCheck | undefined;
}

/** Chooses the target: the same instance, another one or a new tenant. */
export function WhereTo({ backup, place, onPlace, check }: WhereToProps) {
  const { items = [] } = useLiveStatuses();
  const ports = useTenantPorts();
  const here = items.find(({ id }) => id === backup.instance);
  const others = items
    .filter(({ id, runtime }) => id !== backup.instance && runtime !== null)
    .map(({ id }) => id)
    .sort((a, b) => (a === MAIN ? -1 : b === MAIN ? 1 : a.localeCompare(b)));
  const [firstPort] = ports?.free ?? [];
  const choose = (to: string) => {
    if (to === 'other') onPlace({ to, id: others[0] ?? backup.instance });
    else if (to === 'new') onPlace({ to, id: '' });
    else onPlace({ to: 'here', id: backup.instance });
  };
  return (
    <>
      <Radio.Group label={restoreWords.restoreTo} value={place.to} onChange={choose}>
        <div className={classes.places}>
          <div className={classes.place} data-chosen={place.to === 'here' || undefined}>
            <Radio
              value="here"
              label={restoreWords.here}
              description={here?.port == null ? backup.instance : restoreWords.instancePort(backup.instance, here.port)}
            />
          </div>
          <div className={classes.place} data-chosen={place.to === 'other' || undefined}>
            <Radio
              value="other"
              label={restoreWords.anotherInstance}
              disabled={others.length === 0}
              description={
                others.length === 0 ? restoreWords.noOtherInstance : restoreWords.countAvailable(others.length)
              }
            />
          </div>
          <div className={classes.place} data-chosen={place.to === 'new' || undefined}>
            <Radio
              value="new"
              label={restoreWords.aNewTenant}
              disabled={ports?.free.length === 0}
              description={
                firstPort === undefined ? restoreWords.noFreePorts : restoreWords.nextFreePortFirstPort(firstPort)
              }
            />
          </div>
        </div>
      </Radio.Group>
      {place.to === 'other' && (
        <Select
          className={classes.more ?? ''}
          label={restoreWords.instanceToRestoreInto}
          data={others}
          value={place.id}
          onChange={(id) => id !== null && onPlace({ to: 'other', id })}
          allowDeselect={false}
          searchable={others.length > 8}
        />
      )}
      {place.to === 'new' && (
        <div className={classes.more}>
          <IdField id={place.id} onChange={(id) => onPlace({ to: 'new', id })} check={check} />
        </div>
      )}
    </>
  );
}
