import { useParams } from '@tanstack/react-router';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { MAIN } from '../../../shared/contract/names.ts';
import { InstanceAlerts } from '../alerts/instance-alerts.tsx';
import { LastBackupCard } from '../backups/list/last-backup-card.tsx';
import { ProblemNotice } from '../instances/list/problem-notice.tsx';
import { ConnectionCard } from '../instances/page/connection-card.tsx';
import { DatabasesTable } from '../instances/page/databases-table.tsx';
import { InstanceHead } from '../instances/page/instance-head.tsx';
import { LivePanels } from '../instances/page/live-panels.tsx';
import { SettingsFacts } from '../instances/page/settings-facts.tsx';
import { InstanceTabs } from '../server/frame/instance-tabs.tsx';
import { InstanceDrift } from '../settings/plan/instance-drift.tsx';
import { CompanionsCard } from '../tenants/companions/companions-card.tsx';
import { TenantAbout } from '../tenants/list/tenant-about.tsx';
import { InstanceOperations } from './instance-operations.tsx';
import classes from './instance-page.module.css';
import { ShownInstance } from './shown-instance.tsx';
import * as summaryWords from './words.ts';

/** The page of an instance: connection details, load, keys and recent activity. */
export function InstancePage() {
  const { id } = useParams({ from: '/instances/$id' });
  return (
    <ShownInstance id={id}>
      {(instance, at, stale) => <Instance key={id} instance={instance} at={at} stale={stale} />}
    </ShownInstance>
  );
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
      <InstanceTabs id={instance.id} shown="overview" />
      <div className={classes.panes} data-stale={stale || undefined}>
        <div className={classes.main}>
          {instance.problem && !stale && <ProblemNotice instance={instance} problem={instance.problem} />}
          <InstanceAlerts id={instance.id} />
          {!stale && <InstanceDrift instance={instance} />}
          <LivePanels instance={instance} />
          <DatabasesTable instance={instance} />
          <SettingsFacts instance={instance} />
        </div>
        <aside className={classes.side} aria-label={summaryWords.connectionAndActivityOfId(instance.id)}>
          <ConnectionCard instance={instance} />
          <LastBackupCard instance={instance.id} />
          {instance.id !== MAIN && <CompanionsCard instance={instance} />}
          {instance.id !== MAIN && <TenantAbout id={instance.id} />}
          <InstanceOperations id={instance.id} />
        </aside>
      </div>
    </>
  );
}
