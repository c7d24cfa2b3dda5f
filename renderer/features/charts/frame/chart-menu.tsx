import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconStack2, IconTable } from '@tabler/icons-react';
import type { ExportAction } from '../export/export.ts';
import { ExportItems } from '../export/export-items.tsx';
import * as boardWords from '../words/board.ts';
import classes from './chart-menu.module.css';

interface ChartMenuProps {
  readonly title: string;
  readonly table: boolean;
  readonly onTable: (table: boolean) => void;
  readonly stacked: boolean;
  readonly onStacked: ((stacked: boolean) => void) | null;
  readonly onExport: (action: ExportAction) => void;
}

/** The actions of one chart. They take their space even while hidden. */
export function ChartMenu({ title, table, onTable, stacked, onStacked, onExport }: ChartMenuProps) {
  return (
    <span className={classes.menu} data-on={table || undefined}>
      {onStacked && (
        <Tooltip label={stacked ? boardWords.showAsLines : boardWords.stackTheDatabases}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={20}
            aria-label={boardWords.stackTheDatabasesOfTitle(title)}
            aria-pressed={stacked}
            onClick={() => onStacked(!stacked)}
          >
            <IconStack2 size={14} />
          </ActionIcon>
        </Tooltip>
      )}
      <Tooltip label={table ? boardWords.hideTheTable : boardWords.showAsATable}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={20}
          aria-label={boardWords.titleAsATable(title)}
          aria-expanded={table}
          onClick={() => onTable(!table)}
        >
          <IconTable size={14} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={20} aria-label={boardWords.exportTitle(title)}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <ExportItems onExport={onExport} />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
