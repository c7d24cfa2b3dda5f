import { dirname, join } from 'node:path';
import { productName, version } from '../../package.json';
import type { AppInfo } from '../../shared/contract/app.ts';
import { shownPath } from '../services/platform/home/paths.ts';
import type { Services } from '../services/services.ts';
import { appFolder } from './app-folder.ts';

/** Facts about this program. `manage.sh` is beside the archive of an installed app, or in a checkout. */
export function appInfo(services: Services): AppInfo {
  const folder = appFolder();
  const script = folder.endsWith('.asar') ? join(dirname(folder), 'manage.sh') : join(folder, 'resources', 'manage.sh');
  return {
    name: productName,
    version,
    face: services.client,
    home: shownPath(services.environment.home),
    platform: process.platform,
    terminalCommand: shownPath(script),
  };
}
