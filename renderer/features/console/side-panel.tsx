import { SegmentedControl } from '@mantine/core';
import { createPersistedStore } from '../../lib/persisted.ts';
import { useStore } from '../../lib/store.ts';
import { PubsubPanel } from '../pubsub/pubsub-panel.tsx';
import { StreamsPanel } from '../pubsub/streams-panel.tsx';
import * as pubsubWords from '../pubsub/words.ts';
import classes from './console-page.module.css';

/** The panel beside the console: `pubsub`, `streams`, or `off`. */
export const consolePanel = createPersistedStore<string>('console.panel', 'off');

export function PanelSwitch() {
  const panel = useStore(consolePanel);
  return (
    <SegmentedControl
      size="xs"
      aria-label={pubsubWords.panels}
      value={panel}
      onChange={consolePanel.set}
      data={[
        { value: 'pubsub', label: pubsubWords.pubsub },
        { value: 'streams', label: pubsubWords.streams },
        { value: 'off', label: pubsubWords.off },
      ]}
    />
  );
}

export function SidePanel({ panel, instance }: { readonly panel: string; readonly instance: string }) {
  return (
    <div className={classes.side}>
      {panel === 'pubsub' && <PubsubPanel instance={instance} />}
      {panel === 'streams' && <StreamsPanel instance={instance} />}
    </div>
  );
}
