/** What people read in server/acl. */

export const users = 'Users';
export const ownUser = (name: string) => `This app connects as ${name}.`;
export const user = 'User';
export const enabled = 'Enabled';
export const password = 'Password';
export const noPassword = 'none needed';
export const commands = 'Commands';
export const keys = 'Keys';
export const channels = 'Channels';
export const yes = 'Yes';
export const no = 'No';
export const noUsers = 'The server lists no users.';
export const log = 'Refused commands and logins';
export const nothingRefused = 'The server has refused nothing since its start or ACL LOG RESET.';
export const last = 'Last';
export const times = 'Times';
export const reason = 'Reason';
export const object = 'Object';
export const context = 'Where';
export const client = 'Client';
export const ago = (time: string) => `${time} ago`;
export const passwordsStay = 'Passwords and their hashes never leave the server’s side of the app.';
