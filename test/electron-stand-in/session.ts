import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { Protocol } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import type { PageContents } from './page-contents.ts';
import { fromChromium } from './urls.ts';

type Request = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type Check = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type Device = Parameters<Electron.Session['setDevicePermissionHandler']>[0];

class Session extends EventEmitter {
  request: Request = null;
  check: Check = null;
  device: Device = null;

  setPermissionRequestHandler(handler: Request): void {
    this.request = handler;
  }
  setPermissionCheckHandler(handler: Check): void {
    this.check = handler;
  }
  setDevicePermissionHandler(handler: Device): void {
    this.device = handler;
  }
}

export const defaultSession = new Session();
export const session = { defaultSession };

/** Electron's name of a permission, and its name in Chromium's protocol. */
const PERMISSIONS: readonly (readonly [string, Protocol.Browser.PermissionDescriptor])[] = [
  ['clipboard-sanitized-write', { name: 'clipboard-write', allowWithoutSanitization: false }],
  ['clipboard-read', { name: 'clipboard-read' }],
  ['geolocation', { name: 'geolocation' }],
  ['notifications', { name: 'notifications' }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['midi', { name: 'midi' }],
  ['idle-detection', { name: 'idle-detection' }],
];

/**
 * Asks the app's handlers about each permission before the page at this address begins, and stores the answers in
 * Chromium. Electron asks at each use. An app without handlers grants everything, as in Electron.
 */
export async function applyPermissions(
  chromium: Chromium,
  contents: PageContents,
  { request: { url }, frameId }: Protocol.Fetch.requestPausedPayload,
): Promise<void> {
  if (frameId !== contents.mainFrameId || !/^https?:/.test(url)) return;
  const { origin } = new URL(url);
  const own = fromChromium(url);
  await Promise.all(
    PERMISSIONS.map(async ([name, permission]) => {
      const details = { isMainFrame: true, requestingUrl: own, securityOrigin: own };
      const { check, request } = defaultSession;
      const checked = check?.(contents as never, name as never, own, details as never) ?? true;
      const granted = await new Promise<boolean>((resolve) => {
        if (request) request(contents as never, name as never, resolve, details as never);
        else resolve(true);
      });
      const setting = checked && granted ? 'granted' : 'denied';
      await chromium.send('Browser.setPermission', { permission, setting, origin }).catch(() => undefined);
    }),
  );
}
