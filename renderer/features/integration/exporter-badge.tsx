import { IconAlertTriangle, IconBroadcast, IconBroadcastOff, IconClock } from '@tabler/icons-react';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { Badge } from '../../components/feedback/badge.tsx';
import * as integrationWords from './words.ts';

const badges = {
  off: { label: integrationWords.off, icon: IconBroadcastOff, tone: 'fact' },
  serving: { label: integrationWords.served, icon: IconBroadcast, tone: 'good' },
  waiting: { label: integrationWords.notYetServed, icon: IconClock, tone: 'attention' },
  failed: { label: integrationWords.notServed, icon: IconAlertTriangle, tone: 'bad' },
} as const satisfies Record<ExporterState['state'], unknown>;

/** The state of the metrics endpoint. */
export function ExporterBadge({ state }: { readonly state: ExporterState['state'] }) {
  return <Badge {...badges[state]} />;
}
