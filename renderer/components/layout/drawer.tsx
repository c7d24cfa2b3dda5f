import { Drawer as MantineDrawer } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useReturnedFocus } from '../../lib/use-returned-focus.ts';
import classes from './drawer.module.css';
import * as layoutWords from './words.ts';

interface DrawerProps {
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** Called after the closing transition. */
  readonly onClose: () => void;
  /** px; 448 by default. */
  readonly width?: number;
  /** Fills the height, usually a DrawerBody and a DrawerFoot. */
  readonly children: ReactNode;
}

/** The width of the open drawer, used in theme.css. */
const DRAWER_WIDTH = '--drawer-width';

/** A pane over the right side of the page. Navigation, top bar and status bar stay usable. */
export function Drawer({ title, subtitle, onClose, width = 448, children }: DrawerProps) {
  // Starts open: the parent mounts it to open it.
  const [opened, setOpened] = useState(true);
  useReturnedFocus(opened);
  // Toasts move aside, so that they do not cover its buttons.
  useEffect(() => {
    if (!opened) return;
    const { style } = document.documentElement;
    style.setProperty(DRAWER_WIDTH, `${width}px`);
    return () => void style.removeProperty(DRAWER_WIDTH);
  }, [opened, width]);
  return (
    <MantineDrawer.Root
      opened={opened}
      onClose={() => setOpened(false)}
      onExitTransitionEnd={onClose}
      position="right"
      size={width}
      lockScroll={false}
      transitionProps={{ duration: 120 }}
      classNames={{ inner: classes.inner ?? '', overlay: classes.overlay ?? '', content: classes.content ?? '' }}
    >
      <MantineDrawer.Overlay />
      <MantineDrawer.Content>
        <div className={classes.head}>
          <MantineDrawer.Title>{title}</MantineDrawer.Title>
          {subtitle && <span className={classes.subtitle}>{subtitle}</span>}
          <MantineDrawer.CloseButton aria-label={layoutWords.close} className={classes.close ?? ''} />
        </div>
        {children}
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  );
}
