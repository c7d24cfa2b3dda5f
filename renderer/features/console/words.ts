import type { HeldCommand, HoldReason } from '../../../shared/contract/console.ts';

export const consoleTitle = 'Console';
export const reading = 'reading…';
export const ofId = (id: string) => `of ${id}`;
export const theConsoleNeedsAnInstance = 'The console sends commands to an instance.';
export const theConsoleWasClosed = 'The console was closed. Open it again.';
export const facts = (id: string, version: string | null, protocol: number) =>
  [id, version === null ? null : `Redis ${version}`, `RESP${protocol}`].filter(Boolean).join(' · ');
export const consoles = 'Open consoles';
export const openConsole = 'Open a console';
export const closeConsoleOf = (id: string) => `Close console of ${id}`;
export const allInstancesAreOpen = 'Every instance has an open console.';
export const history = 'History';
export const noHistory = 'No commands yet.';
export const deleteHistory = 'Delete history';
export const scriptEditor = 'Script editor';
export const readOnly = 'Read-only';
export const readOnlyHint = 'Every client of this app refuses commands that change keys.';
export const clear = 'Clear';
export const transcriptOf = (id: string) => `Commands and replies of ${id}`;
export const commandFor = (id: string) => `Command for ${id}`;
export const typeACommand = 'Type a command';
export const complete = 'complete';
export const newLine = 'new line';
export const send = 'Send';
export const stop = 'Stop';
export const streaming = (messages: string) => `Streaming · ${messages}`;
export const waiting = 'Waiting for the reply…';
export const dropped = (counted: string) => `${counted} not shown: too many at the same time`;
export const stopped =
  'Stopped. The connection was closed, so WATCH and CLIENT settings are gone. The server may still run the command.';
export const showMore = 'Show more';
export const openInKeys = 'Open in Keys';
export const theReply = 'the reply';
export const lost = (size: string) =>
  `${size} of this reply were not kept. To read all of it, use the terminal: a pipe or a file takes every byte.`;
export const notSent = 'Not sent.';
export const messages = 'Messages';
export const reconnect = 'Open again';
export const opening = 'Connecting…';
export const closedBecause = (reason: string) => `The console is closed. ${reason}`;
export const welcomeTitle = 'Send a command';
export const welcome =
  'Replies appear as redis-cli prints them. Commands that can lose data are held first, with the safe way beside them.';
export const deprecated = 'deprecated';
export const deprecatedSince = (since: string, replacedBy: string) =>
  `Deprecated since ${since}${replacedBy === '' ? '' : `: use ${replacedBy}`}`;
export const access = { read: 'Reads', write: 'Writes', other: '' } as const;
export const sinceVersion = (version: string) => `since ${version}`;
export const completions = 'Commands that begin like this';

export const keysDeleted = 'Keys';
export const upTo = 'up to ';
export const inDatabases = (list: string) => ` in ${list}`;
export const clientsUsingThem = 'Clients using it now';
export const noOtherClients = 'none';
export const fromPrograms = (count: string, programs: string, list: string) => `${count} from ${programs}: ${list}`;
export const newestVerifiedBackup = 'Newest verified backup';
export const noVerifiedBackup = 'none';
export const backupIs = (age: string, name: string) => `${age}, ${name}; later writes are not in it`;
export const sendAsTyped = 'Send as typed';
export const cancel = 'Cancel';
export const safeLabels = {
  flush: 'Flush with backup…',
  stop: 'Stop with a save…',
  settings: 'Open settings plan',
  backup: 'Back up first…',
} as const;
export const safeHints = {
  flush: 'The safe way takes a backup first and can be undone.',
  stop: 'The safe way saves the data before the server stops.',
  settings: 'The safe way shows a plan first and can be reverted.',
  backup: 'After a backup the data can be restored.',
} as const;

type Word = (held: HeldCommand, id: string) => string;
const reasons: Readonly<Record<HoldReason, Word>> = {
  'deletes-all-keys': ({ command }, id) => `${command} deletes every key of ${id}.`,
  'deletes-database': ({ command, database }, id) => `${command} deletes every key in db${database} of ${id}.`,
  'stops-server': ({ command }, id) => `${command} stops ${id}, and may lose the writes since its last save.`,
  'turns-persistence-off': ({ command }, id) =>
    `${command} turns off saving to disk: a crash of ${id} would lose its keys.`,
  'moves-data-files': ({ command }, id) =>
    `${command} changes where ${id} keeps its data: its next start would not find the keys.`,
  'uses-debug': ({ command }, id) => `${command} may crash ${id} or replace its data.`,
  'replaces-data': ({ command }, id) => `${command} replaces all data of ${id} with that of another server.`,
  'swaps-databases': ({ command }, id) => `${command} swaps two databases of ${id} for all its clients.`,
  'deletes-functions': ({ command }, id) => `${command} deletes functions of ${id}.`,
  'resets-cluster': ({ command }, id) => `${command} removes ${id} from its cluster or takes slots away.`,
  'script-may-delete': (_, id) => `The script may delete every key of ${id}.`,
  'many-keys': ({ command }, id) => `${command} touches many keys of ${id}.`,
  'reads-all-keys': ({ command }, id) =>
    `${command} reads the names of all keys, and ${id} serves no other client meanwhile.`,
};
export const heldBecause: Word = (held, id) => reasons[held.reason](held, id);

export const kindOfScript = 'Kind';
export const script = 'Script (Lua)';
export const keysOfScript = 'Keys, one on each line';
export const argsOfScript = 'Arguments, one on each line';
export const sendScript = 'Send script';
export const scriptPlaceholder = "return redis.call('GET', KEYS[1])";
export const functionPlaceholder =
  "#!lua name=mylib\nredis.register_function('hello', function(keys, args)\n  return 'hello'\nend)";
export const readReadOnly = (id: string) => `Read the read-only switch of ${id}`;
export const setReadOnly = (id: string) => `Set the read-only switch of ${id}`;
export const readTheCommands = 'Read the commands of the server';
export const ctrlEnter = 'Ctrl Enter';
