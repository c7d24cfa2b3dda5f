export const filterClients = 'Filter clients';
export const find = 'Find a name, program, address or command';
export const id = 'Id';
export const client = 'Client';
export const address = 'Address';
export const library = 'Library';
export const role = 'Role';
export const roles = {
  normal: 'Normal',
  pubsub: 'Pub/Sub',
  replica: 'Replica',
  master: 'Master',
  monitor: 'Monitor',
  blocked: 'Blocked',
} as const;
export const database = 'Db';
export const command = 'Last command';
export const age = 'Age';
export const idle = 'Idle';
export const query = 'Input';
export const output = 'Output';
export const memory = 'Memory';
export const user = 'User';
export const thisApp = 'This app';
export const noName = 'no name';
export const group = 'Group by';
export const groups = { none: 'No groups', program: 'By program', address: 'By host', user: 'By user' } as const;
export const showOwn = (own: string) => `This app’s ${own}`;
export const ofLimit = (total: string, limit: string) => `${total} of at most ${limit}`;
export const noneTitle = 'No clients are connected';
export const noneText = 'A program appears here as soon as it connects.';
export const noMatchTitle = 'No clients match this filter';
export const noMatchText = 'The filter looks in names, programs, addresses, libraries and commands.';
export const clearFilter = 'Clear filter';
export const note =
  'Memory is all that the server holds for the connection. A program is named where this computer shows it: not for containers, other computers and programs of other users.';
export const clientsOfId = (id: string) => `Clients of ${id}`;
export const disconnect = 'Disconnect';
export const disconnectClient = (id: number) => `Disconnect client ${id}`;
export const disconnectTitle = (id: number, instance: string) => `Disconnect client ${id} of ${instance}?`;
export const ownConnection = 'This is a connection of this app.';
export const reason = 'Reason';
export const reasonHint = 'Kept in Activity. Optional.';
export const effect = 'The command it runs now ends without a reply. Most programs connect again by themselves.';
export const replicaEffect = 'This is a replica: it connects again and copies what it missed, or all data.';
export const disconnected = (id: number, instance: string) => `Client ${id} of ${instance} disconnected`;
export const wasGone = (id: number) => `Client ${id} had already disconnected`;
export const copyAddress = 'Copy the address';
export const addressCopied = 'Address copied';
export const programsAndClients = 'Clients';
