import { IconAlertTriangle, IconBroadcast, IconBroadcastOff, IconClock } from '@tabler/icons-react';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { Badge } from '../../components/feedback/badge.tsx';

const looks = {
  off: { label: 'Off', icon: IconBroadcastOff, look: 'fact' },
  serving: { label: 'Served', icon: IconBroadcast, look: 'good' },
  waiting: { label: 'Not yet served', icon: IconClock, look: 'attention' },
  failed: { label: 'Not served', icon: IconAlertTriangle, look: 'bad' },
} as const satisfies Record<ExporterState['state'], unknown>;

/** The state of the metrics endpoint. */
export function ExporterBadge({ state }: { readonly state: ExporterState['state'] }) {
  return <Badge {...looks[state]} />;
}
