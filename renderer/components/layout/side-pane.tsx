import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './side-pane.module.css';
import * as layoutWords from './words.ts';

interface SidePaneProps {
  readonly label: string;
  /** Shown before the title. */
  readonly sign?: ReactNode;
  readonly title: ReactNode;
  /** Shown below the title; does not scroll. */
  readonly head?: ReactNode;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly onClose: () => void;
}

/** Details of a selected row. The body scrolls between the fixed head and foot. */
export function SidePane({ label, sign, title, head, children, foot, onClose }: SidePaneProps) {
  return (
    <aside className={classes.pane} aria-label={label}>
      <header className={classes.head}>
        <div className={classes.titleRow}>
          {sign}
          <h2 className={classes.title}>{title}</h2>
          <ActionIcon variant="subtle" size={24} aria-label={layoutWords.closeTheDetails} onClick={onClose}>
            <IconX size={14} />
          </ActionIcon>
        </div>
        {head}
      </header>
      <div className={classes.body}>{children}</div>
      {foot && <footer className={classes.foot}>{foot}</footer>}
    </aside>
  );
}
