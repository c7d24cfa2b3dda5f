// Every file that registers commands, in the order of the palette and the menus.
import '../features/instances/commands/instance-commands.ts';
import '../features/backups/list/backup-commands.ts';
import '../features/schedules/schedule-commands.ts';
import '../features/tenants/list/tenant-commands.ts';
import '../features/charts/board/chart-commands.ts';
import '../features/settings/form/settings-commands.ts';
import '../features/activity/activity-commands.ts';
import '../features/alerts/alert-commands.ts';
import '../features/logs/logs-commands.ts';
import '../features/server/server-commands.ts';
import '../features/keys/page/keys-commands.ts';
import '../features/compare/compare-commands.ts';
import '../features/console/console-commands.ts';
import '../features/diagnostics/diagnostics-commands.ts';
import '../features/benchmark/benchmark-commands.ts';
import '../features/integration/integration-commands.ts';
import './app-commands.ts';
