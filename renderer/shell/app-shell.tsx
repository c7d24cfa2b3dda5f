import { Outlet } from '@tanstack/react-router';
import { Palette } from '../commands/palette.tsx';
import { useShortcuts } from '../commands/use-shortcuts.ts';
import { BackupDialogs } from '../features/backups/backup-dialogs.tsx';
import { UninstallDialog } from '../features/instances/uninstall-dialog.tsx';
import { DestroyDialog } from '../features/tenants/destroy-dialog.tsx';
import { useInvalidations } from '../live.ts';
import classes from './app-shell.module.css';
import { DisconnectedBanner } from './disconnected-banner.tsx';
import { Navigation } from './navigation.tsx';
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
        <Outlet />
      </main>
      <StatusBar />
      <Palette />
      <UninstallDialog />
      <DestroyDialog />
      <BackupDialogs />
    </div>
  );
}
