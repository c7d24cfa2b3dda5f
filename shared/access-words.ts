import type { Access } from './contract/settings.ts';
import * as sharedWords from './words.ts';

/** Who can connect to a server, such as `this app gets in; clients need a password.` */
export function accessWords({ app, clients }: Access): string {
  return sharedWords.access(
    app === 'ok' ? sharedWords.appGetsIn : sharedWords.appIsRefused,
    sharedWords.accessOfClients[clients],
  );
}
