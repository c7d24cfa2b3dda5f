import { SegmentedControl } from '@mantine/core';
import { navigateTo } from '../../../lib/navigate.ts';
import * as boardWords from '../words/board.ts';

interface ChartsTabsProps {
  readonly id: string;
  readonly shown: 'charts' | 'commands';
}

/** Switches between metrics over time and command statistics. */
export function ChartsTabs({ id, shown }: ChartsTabsProps) {
  return (
    <SegmentedControl
      aria-label={boardWords.whatToShow}
      size="xs"
      value={shown}
      onChange={(next) => navigateTo(`/charts/${id}${next === 'commands' ? '?tab=commands' : ''}`)}
      data={[
        { value: 'charts', label: boardWords.overTime },
        { value: 'commands', label: boardWords.commands },
      ]}
    />
  );
}
