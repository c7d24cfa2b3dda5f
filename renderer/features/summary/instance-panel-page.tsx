import { useParams, useSearch } from '@tanstack/react-router';
import { InstanceHead } from '../instances/page/instance-head.tsx';
import { InstanceTabs } from '../server/frame/instance-tabs.tsx';
import { isPanelName } from '../server/model/panel-names.ts';
import { ServerPanel } from '../server/server-panel.tsx';
import { ShownInstance } from './shown-instance.tsx';

/** A tab of an instance's page: the slow log, the clients or another part of what its server reports. */
export function InstancePanelPage() {
  const { id, panel } = useParams({ from: '/instances/$id/$panel' });
  const search = useSearch({ from: '/instances/$id/$panel' });
  const shown = isPanelName(panel) ? panel : 'slow-log';
  return (
    <ShownInstance id={id}>
      {(instance, at, stale) => (
        <>
          <InstanceHead instance={instance} at={at} stale={stale} />
          <InstanceTabs id={id} shown={shown} />
          <ServerPanel key={`${id} ${shown}`} id={id} panel={shown} search={search} />
        </>
      )}
    </ShownInstance>
  );
}
