import { Drawer as MantineDrawer } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import classes from './drawer.module.css';

interface DrawerProps {
  readonly title: string;
  readonly subtitle?: string | undefined;
  /** Called when it has gone from sight. */
  readonly onClose: () => void;
  /** px; 448 by default. */
  readonly width?: number;
  /** It fills the height: what scrolls, and the foot that stays, are its own. */
  readonly children: ReactNode;
}

/** How wide the open drawer is, for theme.css. */
const DRAWER_WIDTH = '--drawer-width';

/** A pane from the right over the page alone: navigation, top bar and status bar stay in use. */
export function Drawer({ title, subtitle, onClose, width = 448, children }: DrawerProps) {
  // Open from the first moment it is drawn: whoever draws it has been asked to.
  const [opened, setOpened] = useState(true);
  // Messages make room for it: else they would lie on its buttons.
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
          <MantineDrawer.CloseButton aria-label="Close" className={classes.close ?? ''} />
        </div>
        {children}
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  );
}
