import { ActionIcon, Checkbox, Popover, Tooltip } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { charts } from '../model/chart-list.ts';
import { toggleChart, useShownCharts } from '../model/shown-charts.ts';
import * as boardWords from '../words/board.ts';
import classes from './charts-options.module.css';
import { PacePanel } from './pace-panel.tsx';

/** Visible charts and sampling intervals. @param withCharts whether to offer the choice of charts */
export function ChartsOptions({ withCharts }: { readonly withCharts: boolean }) {
  const shown = useShownCharts();
  return (
    <Popover position="bottom-end" width={withCharts ? 400 : 240} trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={boardWords.chartOptions}>
          <ActionIcon aria-label={boardWords.chartOptions}>
            <IconAdjustmentsHorizontal size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={boardWords.chartOptions}>
        <div className={classes.panel}>
          {withCharts && (
            <fieldset className={classes.charts}>
              <legend className={classes.legend}>{boardWords.charts}</legend>
              {charts.map(({ id, title }) => (
                <Checkbox key={id} size="xs" label={title} checked={shown.has(id)} onChange={() => toggleChart(id)} />
              ))}
            </fieldset>
          )}
          <div className={classes.pace}>
            <PacePanel />
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
