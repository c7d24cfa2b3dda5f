import { IconAlertTriangle, IconBroadcast, IconBroadcastOff, IconClock } from '@tabler/icons-react';
import type { ExporterState } from '../../../shared/contract/exporter.ts';
import classes from './metrics-panel.module.css';

const looks = {
  off: { word: 'Off', icon: IconBroadcastOff },
  serving: { word: 'Served', icon: IconBroadcast },
  waiting: { word: 'Not yet served', icon: IconClock },
  failed: { word: 'Not served', icon: IconAlertTriangle },
} as const satisfies Record<ExporterState['state'], unknown>;

/** How it stands, as icon and word. */
export function ExporterBadge({ state }: { readonly state: ExporterState['state'] }) {
  const { word, icon: Icon } = looks[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={12} aria-hidden="true" />
      {word}
    </span>
  );
}
