import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tenant } from '../../../shared/contract/tenant.ts';
import { orpc, useConnection } from '../../api.ts';
import { Time } from '../../components/time.tsx';
import { bytes, exactTime } from '../../format.ts';
import { DefectRow } from './defect-row.tsx';
import { DescribeForm } from './describe-form.tsx';
import classes from './tenant-about.module.css';

/** What makes an instance a client project's: what is said of it, since when, and its hard limits. */
export function TenantAbout({ id }: { readonly id: string }) {
  const { data } = useQuery(orpc.tenants.list.queryOptions({ meta: { doing: 'Read the list of tenants' } }));
  const tenant = data?.find((one) => one.id === id);
  const [editing, setEditing] = useState(false);
  const connected = useConnection().state === 'connected';
  if (!tenant) return null;
  const done = () => setEditing(false);
  return (
    <section className={classes.about} aria-label={`About ${id}`}>
      {tenant.defect && (
        <div className={classes.defect}>
          <DefectRow status={tenant} defect={tenant.defect} />
        </div>
      )}
      <h2 className={classes.title}>
        About this tenant
        {!editing && (
          <Tooltip label="Edit group and notes">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              className={classes.edit ?? ''}
              aria-label="Edit group and notes"
              disabled={!connected}
              onClick={() => setEditing(true)}
            >
              <IconPencil size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </h2>
      {editing ? <DescribeForm tenant={tenant} onDone={done} /> : <Said tenant={tenant} />}
      <Facts tenant={tenant} />
    </section>
  );
}

function Said({ tenant: { group, notes } }: { readonly tenant: Tenant }) {
  if (group === null && notes === null) return <p className="text-3">No group and no notes.</p>;
  return (
    <>
      {group !== null && <p className={classes.group}>{group}</p>}
      {notes !== null && <p className={classes.notes}>{notes}</p>}
    </>
  );
}

function Facts({ tenant: { created, limits, runtime } }: { readonly tenant: Tenant }) {
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Created</dt>
        <dd>
          <Time at={created} /> {created && <span className="text-3">({exactTime(created)})</span>}
        </dd>
      </div>
      {runtime === 'docker' && (
        <div>
          <dt>Hard limits of the container</dt>
          <dd>{limitsText(limits)}</dd>
        </div>
      )}
      <div>
        <dt>Isolation</dt>
        <dd>{runtime === 'docker' ? 'a network of its own' : 'no network isolation: 127.0.0.1, for every program'}</dd>
      </div>
    </dl>
  );
}

function limitsText({ memoryBytes, cpus }: Tenant['limits']): string {
  const some = [
    memoryBytes === null ? null : bytes(memoryBytes),
    cpus === null ? null : `${cpus} ${cpus === 1 ? 'processor' : 'processors'}`,
  ].filter((limit) => limit !== null);
  return some.length === 0 ? 'none' : some.join(', ');
}
