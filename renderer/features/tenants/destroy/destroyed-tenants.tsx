import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DestroyedTenant } from '../../../../shared/contract/tenant.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { Time } from '../../../components/layout/time.tsx';
import { counted } from '../../../lib/counted.ts';
import { bytes, exactTime } from '../../../lib/format.ts';
import * as destroyWords from '../words/destroy.ts';
import { bringBack } from './destroy.ts';
import classes from './destroyed-tenants.module.css';

/** Destroyed tenants that can still be restored; renders nothing without any. */
export function DestroyedTenants() {
  const { data } = useQuery(
    orpc.tenants.destroyed.queryOptions({ meta: { doing: destroyWords.readTheListOfDestroyedTenants } }),
  );
  if (!data || data.length === 0) return null;
  return (
    <section className={classes.destroyed} aria-label={destroyWords.recentlyDeleted}>
      <h2 className={classes.title}>{destroyWords.recentlyDeleted}</h2>
      <ul className={classes.list}>
        {data.map((tenant) => (
          <Destroyed key={tenant.safetyBackup} tenant={tenant} />
        ))}
      </ul>
    </section>
  );
}

function Destroyed({ tenant }: { readonly tenant: DestroyedTenant }) {
  const { id, port, keys, bytesOnDisk, destroyedAt, undoUntil, safetyBackup, movedTo } = tenant;
  const facts = movedTo === undefined ? destroyWords.portPartBytesOnDiskDestroyed : destroyWords.oldCopyFacts(movedTo);
  const tenants = useQuery(orpc.tenants.list.queryOptions({ enabled: movedTo !== undefined })).data;
  // The old copy of a tenant that has moved cannot come back beside it.
  const isThere = movedTo !== undefined && (tenants === undefined || tenants.some((one) => one.id === id));
  const connected = useConnection().state === 'connected';
  const busy = useOperations().some(({ state, instance }) => state === 'running' && instance === id);
  return (
    <li className={classes.item}>
      <span className={classes.id}>{id}</span>
      <span className={classes.facts}>
        {facts(port, keys === null ? destroyWords.unknownNumberOfKeys : counted(keys, 'key'), bytes(bytesOnDisk))}
        <Time at={destroyedAt} />
      </span>
      <span className={classes.until}>
        {(isThere ? destroyWords.keptUntil : destroyWords.canBeUndoneUntilUndoUntil)(exactTime(undoUntil))}
      </span>
      {isThere ? null : (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconArrowBackUp size={14} />}
          aria-label={destroyWords.undoRestoreId(id)}
          disabled={!connected}
          loading={busy}
          onClick={() => void bringBack(safetyBackup)}
        >
          {destroyWords.undo}
        </Button>
      )}
    </li>
  );
}
