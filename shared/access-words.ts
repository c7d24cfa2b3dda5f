import type { Access } from './contract/settings.ts';

const clientWords: Readonly<Record<Access['clients'], string>> = {
  open: 'clients connect without a password',
  password: 'clients need a password',
  refused: 'protected mode refuses all clients',
};

/** Who can connect to a server, such as `this app gets in; clients need a password.` */
export function accessWords({ app, clients }: Access): string {
  return `this app ${app === 'ok' ? 'gets in' : 'is refused'}; ${clientWords[clients]}.`;
}
