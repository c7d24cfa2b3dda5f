import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Palette } from '../commands/palette.tsx';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { useInvalidations } from '../live.ts';
import { partOfPage } from '../lost-files.ts';
import classes from './app-shell.module.css';
import { DisconnectedBanner } from './disconnected-banner.tsx';
import { Navigation } from './navigation.tsx';
import { RecoveredNotice } from './recovered-notice.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

// Fetched after the first view: no dialog is open at first.
const Dialogs = lazy(async () => ({ default: (await partOfPage(() => import('./dialogs.tsx'))).Dialogs }));

/** The frame around every view. */
export function AppShell() {
  useInvalidations();
  useShortcuts();
  return (
    <div className={classes.shell}>
      <TopBar />
      <Navigation />
      <main className={classes.page}>
        <DisconnectedBanner />
        <RecoveredNotice />
        <Outlet />
      </main>
      <StatusBar />
      <Palette />
      <Suspense>
        <Dialogs />
      </Suspense>
    </div>
  );
}
