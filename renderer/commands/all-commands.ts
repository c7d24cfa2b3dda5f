// Every file that registers commands, in the order in which the palette and the menus show them.
import '../features/instances/instance-commands.ts';
import '../features/backups/backup-commands.ts';
import '../features/schedules/schedule-commands.ts';
import '../features/tenants/tenant-commands.ts';
import '../features/charts/chart-commands.ts';
import '../features/settings/settings-commands.ts';
import '../features/activity/activity-commands.ts';
import '../features/alerts/alert-commands.ts';
import '../features/logs/logs-commands.ts';
import '../features/integration/integration-commands.ts';
import './app-commands.ts';
