import { notificationsStore } from '@mantine/notifications';
import { lazyDialog } from '../../client/lazy-dialog.tsx';
import { paletteOpened } from '../../commands/palette-store.ts';
import { shortcutsShown } from '../../commands/shortcuts-store.ts';
import { changedKeysDialog } from '../../features/activity/changed-keys-state.ts';
import { alertsShown } from '../../features/alerts/alert-store.ts';
import { backupDialog } from '../../features/backups/actions/backup-dialog-state.ts';
import { DropAnywhere } from '../../features/backups/transfer/drop-anywhere.tsx';
import { killDialog } from '../../features/instances/commands/kill-dialog-state.ts';
import { passwordDialog } from '../../features/instances/commands/password-dialog-state.ts';
import { stopAsked } from '../../features/instances/commands/stop-dialog-state.ts';
import { tlsDialog } from '../../features/instances/commands/tls-dialog-state.ts';
import { uninstallDialog } from '../../features/instances/commands/uninstall-dialog-state.ts';
import { scheduleDialog } from '../../features/schedules/schedule-dialog-state.ts';
import { ScheduleNews } from '../../features/schedules/schedule-news.ts';
import { branchAsked } from '../../features/tenants/branch/branch-dialog-state.ts';
import { destroyAsked } from '../../features/tenants/destroy/tenant-dialog-state.ts';
import { moveAsked } from '../../features/tenants/move/move-dialog-state.ts';

const Palette = lazyDialog(paletteOpened, async () => (await import('./command-palette.tsx')).CommandPalette);
const Shortcuts = lazyDialog(
  shortcutsShown,
  async () => (await import('../../commands/shortcuts-dialog.tsx')).ShortcutsDialog,
);
const Toasts = lazyDialog(
  { get: notificationsStore.getState, subscribe: notificationsStore.subscribe },
  async () => (await import('./toasts.tsx')).Toasts,
);
const Uninstall = lazyDialog(
  uninstallDialog,
  async () => (await import('../../features/instances/commands/uninstall-dialog.tsx')).UninstallDialog,
);
const Kill = lazyDialog(
  killDialog,
  async () => (await import('../../features/instances/commands/kill-dialog.tsx')).KillDialog,
);
const Password = lazyDialog(
  passwordDialog,
  async () => (await import('../../features/instances/commands/password-dialog.tsx')).PasswordDialog,
);
const Stop = lazyDialog(
  stopAsked,
  async () => (await import('../../features/instances/commands/stop-dialog.tsx')).StopDialog,
);
const Tls = lazyDialog(
  tlsDialog,
  async () => (await import('../../features/instances/commands/tls-dialog.tsx')).TlsDialog,
);
const Destroy = lazyDialog(
  destroyAsked,
  async () => (await import('../../features/tenants/destroy/destroy-dialog.tsx')).DestroyDialog,
);
const Branch = lazyDialog(
  branchAsked,
  async () => (await import('../../features/tenants/branch/branch-dialog.tsx')).BranchDialog,
);
const Move = lazyDialog(
  moveAsked,
  async () => (await import('../../features/tenants/move/move-dialog.tsx')).MoveDialog,
);
const Backup = lazyDialog(
  backupDialog,
  async () => (await import('../../features/backups/dialogs/backup-dialogs.tsx')).BackupDialogs,
);
const ChangedKeys = lazyDialog(
  changedKeysDialog,
  async () => (await import('../../features/activity/changed-keys-dialog.tsx')).ChangedKeysDialog,
);
const Alerts = lazyDialog(alertsShown, async () => (await import('../../features/alerts/alert-panes.tsx')).AlertPanes);
const Schedule = lazyDialog(
  scheduleDialog,
  async () => (await import('../../features/schedules/schedule-drawer.tsx')).ScheduleDrawer,
);

/** Dialogs and drawers that commands open from any view. A feature adds its own here. */
export function Dialogs() {
  return (
    <>
      <Palette />
      <Shortcuts />
      <Uninstall />
      <Stop />
      <Kill />
      <Password />
      <Tls />
      <Destroy />
      <Branch />
      <Move />
      <Backup />
      <ChangedKeys />
      <Alerts />
      <Schedule />
      <DropAnywhere />
      <ScheduleNews />
      <Toasts />
    </>
  );
}
