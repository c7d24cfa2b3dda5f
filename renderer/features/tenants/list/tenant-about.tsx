import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { Tenant } from '../../../../shared/contract/tenant.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { Section } from '../../../components/layout/section.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { plural } from '../../../lib/counted.ts';
import { bytes, exactTime } from '../../../lib/format.ts';
import { DescribeForm } from '../create/describe-form.tsx';
import * as listWords from '../words/list.ts';
import { DefectRow } from './defect-row.tsx';
import classes from './tenant-about.module.css';

/** The tenant's group, notes, creation time and hard limits. */
export function TenantAbout({ id }: { readonly id: string }) {
  const { data } = useQuery(orpc.tenants.list.queryOptions({ meta: { doing: listWords.readTheListOfTenants } }));
  const tenant = data?.find((one) => one.id === id);
  const [editing, setEditing] = useState(false);
  const connected = useConnection().state === 'connected';
  if (!tenant) return null;
  const done = () => setEditing(false);
  return (
    <>
      {tenant.defect && (
        <div className={classes.defect}>
          <DefectRow status={tenant} defect={tenant.defect} />
        </div>
      )}
      <Section
        title={listWords.aboutThisTenant}
        label={listWords.aboutId(id)}
        aside={
          !editing && (
            <Tooltip label={listWords.editGroupAndNotes}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={listWords.editGroupAndNotes}
                disabled={!connected}
                onClick={() => setEditing(true)}
              >
                <IconPencil size={14} />
              </ActionIcon>
            </Tooltip>
          )
        }
      >
        {editing ? <DescribeForm tenant={tenant} onDone={done} /> : <Description tenant={tenant} />}
        <TenantFacts tenant={tenant} />
      </Section>
    </>
  );
}

function Description({ tenant: { group, notes } }: { readonly tenant: Tenant }) {
  if (group === null && notes === null) return <p className="text-3">{listWords.noGroupAndNoNotes}</p>;
  return (
    <>
      {group !== null && <p className={classes.group}>{group}</p>}
      {notes !== null && <p className={classes.notes}>{notes}</p>}
    </>
  );
}

function TenantFacts({ tenant: { created, limits, runtime } }: { readonly tenant: Tenant }) {
  return (
    <div className={classes.facts}>
      <Facts nameWidth={176}>
        <Fact name={listWords.created}>
          <Time at={created} /> {created && <span className="text-3">({exactTime(created)})</span>}
        </Fact>
        {can(runtime, 'limits') && <Fact name={listWords.containerLimits}>{limitsText(limits)}</Fact>}
        <Fact name={listWords.isolation}>
          {can(runtime, 'network') ? listWords.itsOwnNetwork : listWords.noneAnyLocalProgramCanConnect}
        </Fact>
      </Facts>
    </div>
  );
}

function limitsText({ memoryBytes, cpus }: Tenant['limits']): string {
  const memory =
    memoryBytes === null
      ? listWords.memoryByMaxmemory
      : memoryBytes === 0
        ? listWords.noMemoryLimit
        : bytes(memoryBytes);
  return cpus === null ? memory : `${memory}, ${cpus} ${plural(cpus, 'processor')}`;
}
