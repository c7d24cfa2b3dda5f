import { notificationsStore } from '@mantine/notifications';
import { paletteOpened } from '../commands/palette-store.ts';
import { shortcutsShown } from '../commands/shortcuts-store.ts';
import { alertsShown } from '../features/alerts/alert-store.ts';
import { asked } from '../features/backups/asked.ts';
import { DropAnywhere } from '../features/backups/drop-anywhere.tsx';
import { killAsked } from '../features/instances/kill-asked.ts';
import { stopAsked } from '../features/instances/stop-asked.ts';
import { uninstallAsked } from '../features/instances/uninstall-asked.ts';
import { scheduleAsked } from '../features/schedules/asked.ts';
import { ScheduleNews } from '../features/schedules/schedule-news.ts';
import { destroyAsked } from '../features/tenants/asked.ts';
import { whenAsked } from './when-asked.tsx';

const Palette = whenAsked(paletteOpened, async () => (await import('../commands/palette.tsx')).Palette);
const Shortcuts = whenAsked(
  shortcutsShown,
  async () => (await import('../commands/shortcuts-dialog.tsx')).ShortcutsDialog,
);
const Toasts = whenAsked(
  { get: notificationsStore.getState, subscribe: notificationsStore.subscribe },
  async () => (await import('./toasts.tsx')).Toasts,
);
const Uninstall = whenAsked(
  uninstallAsked,
  async () => (await import('../features/instances/uninstall-dialog.tsx')).UninstallDialog,
);
const Kill = whenAsked(killAsked, async () => (await import('../features/instances/kill-dialog.tsx')).KillDialog);
const Stop = whenAsked(stopAsked, async () => (await import('../features/instances/stop-dialog.tsx')).StopDialog);
const Destroy = whenAsked(
  destroyAsked,
  async () => (await import('../features/tenants/destroy-dialog.tsx')).DestroyDialog,
);
const Backup = whenAsked(asked, async () => (await import('../features/backups/backup-dialogs.tsx')).BackupDialogs);
const Alerts = whenAsked(alertsShown, async () => (await import('../features/alerts/alert-panes.tsx')).AlertPanes);
const Schedule = whenAsked(
  scheduleAsked,
  async () => (await import('../features/schedules/schedule-drawer.tsx')).ScheduleDrawer,
);

/** What commands open, whichever view is shown, and what listens all the time. A feature adds its own here. */
export function Dialogs() {
  return (
    <>
      <Palette />
      <Shortcuts />
      <Uninstall />
      <Stop />
      <Kill />
      <Destroy />
      <Backup />
      <Alerts />
      <Schedule />
      <DropAnywhere />
      <ScheduleNews />
      <Toasts />
    </>
  );
}
