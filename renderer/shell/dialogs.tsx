import { AlertPanes } from '../features/alerts/alert-panes.tsx';
import { BackupDialogs } from '../features/backups/backup-dialogs.tsx';
import { DropAnywhere } from '../features/backups/drop-anywhere.tsx';
import { KillDialog } from '../features/instances/kill-dialog.tsx';
import { UninstallDialog } from '../features/instances/uninstall-dialog.tsx';
import { ScheduleDrawer } from '../features/schedules/schedule-drawer.tsx';
import { ScheduleNews } from '../features/schedules/schedule-news.ts';
import { DestroyDialog } from '../features/tenants/destroy-dialog.tsx';

/** The dialogs that commands open, whichever view is shown. A feature adds its own here. */
export function Dialogs() {
  return (
    <>
      <UninstallDialog />
      <KillDialog />
      <DestroyDialog />
      <BackupDialogs />
      <AlertPanes />
      <DropAnywhere />
      <ScheduleDrawer />
      <ScheduleNews />
    </>
  );
}
