import { IconDatabaseOff } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { PageHead } from '../../components/page-head.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useLiveStatuses } from '../../live.ts';
import { InstanceAlerts } from '../alerts/instance-alerts.tsx';
import { LastBackupCard } from '../backups/last-backup-card.tsx';
import { InstanceDrift } from '../settings/instance-drift.tsx';
import { TenantAbout } from '../tenants/tenant-about.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { DatabasesTable } from './databases-table.tsx';
import { InstanceHead } from './instance-head.tsx';
import { InstanceOperations } from './instance-operations.tsx';
import classes from './instance-page.module.css';
import { LivePanels } from './live-panels.tsx';
import { NoInstance } from './no-instance.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { SettingsFacts } from './settings-facts.tsx';

/** Connect in one click, see load and keys, and know what was done lately. */
export function InstancePage() {
  const { id } = useParams({ from: '/instances/$id' });
  const { at, items, stale } = useLiveStatuses();
  if (items === undefined) {
    return (
      <>
        <PageHead title={id} subtitle="reading…" />
        <SkeletonRows rows={10} widths={[140, 220, 120]} />
      </>
    );
  }
  const instance = items.find((item) => item.id === id);
  if (!instance) {
    return (
      <NoInstance
        wholePage
        id={id}
        icon={IconDatabaseOff}
        text={
          id === MAIN
            ? 'It is installed in one press; data of an earlier installation is used again.'
            : 'It may have been destroyed, or created in another home.'
        }
      />
    );
  }
  return <Instance key={id} instance={instance} at={at} stale={stale} />;
}

interface InstanceProps {
  readonly instance: InstanceStatus;
  readonly at: string | null;
  readonly stale: boolean;
}

function Instance({ instance, at, stale }: InstanceProps) {
  return (
    <>
      <InstanceHead instance={instance} at={at} stale={stale} />
      <div className={classes.panes} data-stale={stale || undefined}>
        <div className={classes.main}>
          {instance.problem && !stale && <ProblemNotice instance={instance} problem={instance.problem} />}
          <InstanceAlerts id={instance.id} />
          {!stale && <InstanceDrift instance={instance} />}
          <LivePanels instance={instance} />
          <DatabasesTable instance={instance} />
          <SettingsFacts instance={instance} />
        </div>
        <aside className={classes.side} aria-label={`Connection and activity of ${instance.id}`}>
          <ConnectionCard instance={instance} />
          <LastBackupCard instance={instance.id} />
          {instance.id !== MAIN && <TenantAbout id={instance.id} />}
          <InstanceOperations id={instance.id} />
        </aside>
      </div>
    </>
  );
}
