import { AclPanel } from './acl/acl-panel.tsx';
import { ClientsPanel } from './clients/clients-panel.tsx';
import { LatencyPanel } from './latency/latency-panel.tsx';
import type { PanelName, PanelSearch } from './model/panel-names.ts';
import { ModulesPanel } from './modules/modules-panel.tsx';
import { MomentPanel } from './moment/moment-panel.tsx';
import { SlowLogPanel } from './slow-log/slow-log-panel.tsx';
import { MemoryPanel } from './state/memory-panel.tsx';
import { PersistencePanel } from './state/persistence-panel.tsx';
import { ReplicationPanel } from './state/replication-panel.tsx';

interface ServerPanelProps {
  readonly id: string;
  readonly panel: PanelName;
  readonly search: PanelSearch;
}

/** One part of what a server reports. */
export function ServerPanel({ id, panel, search }: ServerPanelProps) {
  switch (panel) {
    case 'slow-log':
      return <SlowLogPanel id={id} search={search} />;
    case 'latency':
      return <LatencyPanel id={id} />;
    case 'memory':
      return <MemoryPanel id={id} />;
    case 'persistence':
      return <PersistencePanel id={id} />;
    case 'replication':
      return <ReplicationPanel id={id} />;
    case 'acl':
      return <AclPanel id={id} />;
    case 'modules':
      return <ModulesPanel id={id} />;
    case 'moment':
      return <MomentPanel id={id} search={search} />;
    case 'clients':
      return <ClientsPanel id={id} />;
    default:
      return panel satisfies never;
  }
}
