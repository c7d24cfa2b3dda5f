import { IconPlugConnectedX } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useLiveStatuses } from '../../client/live.ts';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { NoInstance } from '../instances/list/no-instance.tsx';
import { ConnectionCard } from '../instances/page/connection-card.tsx';
import { InfoPanel } from './info-panel.tsx';
import classes from './integration-view.module.css';
import { KubernetesPanel } from './kubernetes-panel.tsx';
import { MetricsPanel } from './metrics-panel.tsx';
import * as integrationWords from './words.ts';

/** Connection details of an instance and the metrics endpoint. */
export function IntegrationView() {
  const { id } = useParams({ from: '/integration/$id' });
  const { items } = useLiveStatuses();
  const instance = items?.find((item) => item.id === id);
  if (items === undefined || !instance) {
    return (
      <>
        <PageHead title={integrationWords.integration} subtitle={integrationWords.ofId(id)} />
        {items === undefined ? (
          <SkeletonRows rows={10} widths={[140, 260, 120]} />
        ) : (
          <NoInstance id={id} icon={IconPlugConnectedX} text={integrationWords.installForConnectionDetails} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHead title={integrationWords.integration} subtitle={integrationWords.idConnectionDetailsAndMetrics(id)} />
      <div className={classes.panes}>
        <div className={classes.pane}>
          <ConnectionCard key={id} instance={instance} />
          <InfoPanel key={`info ${id}`} instance={instance} />
          <KubernetesPanel key={`kubernetes ${id}`} instance={instance} />
        </div>
        <div className={classes.pane}>
          <MetricsPanel />
        </div>
      </div>
    </>
  );
}
