import { Button, Menu, SegmentedControl, Tooltip } from '@mantine/core';
import { IconDownload, IconPlayerPause, IconPlayerPlay, IconZoomReset } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Keys } from '../../../commands/keys.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { useStore } from '../../../lib/store.ts';
import { ranges } from '../../../lib/time-ranges.ts';
import type { ExportAction } from '../export/export.ts';
import { ExportItems } from '../export/export-items.tsx';
import { ChartsTabs } from '../frame/charts-tabs.tsx';
import { chartsRange, chartsState, chooseRange, togglePause, undoZoom } from '../model/view-state.ts';
import * as boardWords from '../words/board.ts';
import classes from './charts-head.module.css';
import { ChartsOptions } from './charts-options.tsx';

interface ChartsHeadProps {
  readonly subtitle: ReactNode;
  /** Null: all instances. */
  readonly id: string | null;
  readonly onExport: ((action: ExportAction) => void) | null;
}

/** Range, zoom, pause and export. */
export function ChartsHead({ subtitle, id, onExport }: ChartsHeadProps) {
  const range = useStore(chartsRange);
  const { zooms, pausedAt } = useStore(chartsState);
  const live = zooms.length === 0 && pausedAt === null;
  return (
    <PageHead
      title={boardWords.charts}
      subtitle={subtitle}
      actions={
        <>
          {id !== null && <ChartsTabs id={id} shown="charts" />}
          {zooms.length > 0 && (
            <Tooltip label={<Tip words={boardWords.returnToThePreviousRange} shortcut="z" />}>
              <Button variant="default" leftSection={<IconZoomReset size={14} />} onClick={undoZoom}>
                {boardWords.undoZoom}
              </Button>
            </Tooltip>
          )}
          <SegmentedControl
            aria-label={boardWords.range}
            size="xs"
            // A zoom matches none of the ranges.
            value={zooms.length > 0 ? '' : range}
            onChange={chooseRange}
            data={ranges.map(({ id, label }) => ({ value: id, label }))}
          />
          <Tooltip label={<Tip words={live ? boardWords.pause : boardWords.resumeLive} shortcut="p" />}>
            <Button
              variant="default"
              className={classes.pause ?? ''}
              leftSection={live ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
              onClick={togglePause}
            >
              {live ? boardWords.pause : boardWords.live}
            </Button>
          </Tooltip>
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={14} />} disabled={onExport === null}>
                {boardWords.exportText}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <ExportItems onExport={(action) => onExport?.(action)} />
            </Menu.Dropdown>
          </Menu>
          <ChartsOptions withCharts={id !== null} />
        </>
      }
    />
  );
}

function Tip({ words, shortcut }: { readonly words: string; readonly shortcut: string }) {
  return (
    <span className={classes.tip}>
      {words}
      <Keys shortcut={shortcut} />
    </span>
  );
}
