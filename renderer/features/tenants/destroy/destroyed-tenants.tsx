import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DestroyedTenant } from '../../../../shared/contract/tenant.ts';
import { counted } from '../../../../shared/format/count.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { Time } from '../../../components/layout/time.tsx';
import { bytes, exactTime } from '../../../lib/format.ts';
import { bringBack } from './destroy.ts';
import classes from './destroyed-tenants.module.css';

/** Destroyed tenants that can still be restored; renders nothing without any. */
export function DestroyedTenants() {
  const { data } = useQuery(
    orpc.tenants.destroyed.queryOptions({ meta: { doing: 'Read the list of destroyed tenants' } }),
  );
  if (!data || data.length === 0) return null;
  return (
    <section className={classes.destroyed} aria-label="Recently destroyed">
      <h2 className={classes.title}>Recently destroyed</h2>
      <ul className={classes.list}>
        {data.map((tenant) => (
          <Destroyed key={tenant.safetyBackup} tenant={tenant} />
        ))}
      </ul>
    </section>
  );
}

function Destroyed({ tenant }: { readonly tenant: DestroyedTenant }) {
  const { id, port, keys, bytesOnDisk, destroyedAt, undoUntil, safetyBackup } = tenant;
  const connected = useConnection().state === 'connected';
  const busy = useOperations().some(({ state, instance }) => state === 'running' && instance === id);
  return (
    <li className={classes.item}>
      <span className={classes.id}>{id}</span>
      <span className={classes.facts}>
        port {port} · {keys === null ? 'unknown number of keys' : counted(keys, 'key')} · {bytes(bytesOnDisk)} ·
        destroyed <Time at={destroyedAt} />
      </span>
      <span className={classes.until}>can be undone until {exactTime(undoUntil)}</span>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconArrowBackUp size={14} />}
        aria-label={`Undo: restore ${id}`}
        disabled={!connected}
        loading={busy}
        onClick={() => void bringBack(safetyBackup)}
      >
        Undo
      </Button>
    </li>
  );
}
