import { IconAlertTriangle, IconBroadcast, IconBroadcastOff, IconClock } from '@tabler/icons-react';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import { Badge } from '../../components/feedback/badge.tsx';
import * as integrationWords from './words.ts';

const looks = {
  off: { label: integrationWords.off, icon: IconBroadcastOff, look: 'fact' },
  serving: { label: integrationWords.served, icon: IconBroadcast, look: 'good' },
  waiting: { label: integrationWords.notYetServed, icon: IconClock, look: 'attention' },
  failed: { label: integrationWords.notServed, icon: IconAlertTriangle, look: 'bad' },
} as const satisfies Record<ExporterState['state'], unknown>;

/** The state of the metrics endpoint. */
export function ExporterBadge({ state }: { readonly state: ExporterState['state'] }) {
  return <Badge {...looks[state]} />;
}
