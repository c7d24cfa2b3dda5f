import { Outlet } from '@tanstack/react-router';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { useInvalidations } from '../live.ts';
import classes from './app-shell.module.css';
import { Dialogs } from './dialogs.tsx';
import { DisconnectedBanner } from './disconnected-banner.tsx';
import { Navigation } from './navigation.tsx';
import { RecoveredNotice } from './recovered-notice.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

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
      <Dialogs />
    </div>
  );
}
