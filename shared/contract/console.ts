import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { databaseIndex, instanceId, timestamp } from './values.ts';

const ofInstance = z.object({ instance: instanceId });

/** Why a command waits for a decision. The first ones can lose data; the last two touch many keys. */
export const holdReason = z.enum([
  'deletes-all-keys',
  'deletes-database',
  'stops-server',
  'turns-persistence-off',
  'moves-data-files',
  'uses-debug',
  'replaces-data',
  'swaps-databases',
  'deletes-functions',
  'resets-cluster',
  'script-may-delete',
  'many-keys',
  'reads-all-keys',
]);
export type HoldReason = z.infer<typeof holdReason>;

/** The app's alternative, which can be undone or saves the data first. */
export const safeWay = z.enum(['flush', 'stop', 'settings', 'backup']);
export type SafeWay = z.infer<typeof safeWay>;

/** The effects of a command. Unknown figures are null. */
export const blastRadius = z.object({
  /** Keys that it deletes, changes or reads. */
  keys: z.number().int().nullable(),
  /** Whether `keys` counts existing keys that it names; false: the most that it can touch. */
  isExact: z.boolean(),
  databases: z.array(z.object({ index: z.number().int(), keys: z.number().int() })),
  memoryBytes: z.number().nullable(),
  /** Connections of other programs, most first: by their name, else library, else address. */
  clients: z
    .object({
      count: z.number().int(),
      programs: z.array(z.object({ name: z.string(), count: z.number().int() })),
    })
    .nullable(),
  /** The newest verified backup; later writes are not in it. */
  backup: z.object({ name: z.string(), createdAt: timestamp, keys: z.number().int().nullable() }).nullable(),
});
export type BlastRadius = z.infer<typeof blastRadius>;

/** A command that was not sent yet. */
export const heldCommand = z.object({
  /** Its original name in capitals, with its subcommand if that matters. */
  command: z.string(),
  reason: holdReason,
  /** Whether it can lose data. */
  losesData: z.boolean(),
  safeWay: safeWay.nullable(),
  /** The database that it deletes; null: all, or none. */
  database: z.number().int().nullable(),
  /** The directive and value of CONFIG SET, for a plan. */
  setting: z.object({ name: z.string(), value: z.string() }).nullable(),
  radius: blastRadius,
});
export type HeldCommand = z.infer<typeof heldCommand>;

/** A command as the server documents it. */
export const commandDoc = z.object({
  /** In capitals, a subcommand after a space. */
  name: z.string(),
  summary: z.string(),
  since: z.string(),
  group: z.string(),
  complexity: z.string(),
  /** Its arguments, such as `key start stop [REV]`. */
  syntax: z.string(),
  /** Set for a deprecated command; `replacedBy` is the server's sentence, possibly empty. */
  deprecated: z.object({ since: z.string(), replacedBy: z.string() }).nullable(),
  access: z.enum(['read', 'write', 'other']),
  /** Whether it has subcommands and cannot be sent alone. */
  isContainer: z.boolean(),
});
export type CommandDoc = z.infer<typeof commandDoc>;

/** `docs`: from COMMAND DOCS. `command`: an older server; names and the number of arguments only. `none`: refused. */
export const commandDocs = z.object({ source: z.enum(['docs', 'command', 'none']), commands: z.array(commandDoc) });
export type CommandDocs = z.infer<typeof commandDocs>;

export const consoleState = z.object({
  database: z.number().int(),
  protocol: z.union([z.literal(2), z.literal(3)]),
  inTransaction: z.boolean(),
  activity: z.enum(['idle', 'running', 'streaming']),
});
export type ConsoleState = z.infer<typeof consoleState>;

/** A part of a reply in the format of redis-cli on a terminal; control characters are escapes. */
export const replyText = z.object({
  text: z.string(),
  /** Where the next part begins; null: nothing is left. */
  next: z.number().int().nullable(),
  /** How much of the reply the app did not keep. */
  lostBytes: z.number().int(),
});
export type ReplyText = z.infer<typeof replyText>;

/** A key that a reply concerns, for a link to the Keys view. */
const replyKey = z.object({ database: z.number().int(), key: z.string() });

const sent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reply'),
    /** For `more`. */
    id: z.string(),
    reply: replyText,
    isError: z.boolean(),
    milliseconds: z.number(),
    receivedBytes: z.number().int(),
    /** `stopped`: the user did not wait for the reply. */
    end: z.enum(['replied', 'stopped']),
    /** The key that the command names, if it has one whose name is text. */
    key: replyKey.nullable(),
    state: consoleState,
  }),
  z.object({ kind: z.literal('held'), held: heldCommand }),
  /** Not sent: unbalanced quotes, the read-only switch, or a command that no console can show. */
  z.object({ kind: z.literal('refused'), message: z.string() }),
  z.object({ kind: z.literal('empty') }),
]);
export type Sent = z.infer<typeof sent>;

/** Events that a console receives unasked. */
const consoleEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened'), session: z.string(), version: z.string().nullable(), state: consoleState }),
  z.object({ kind: z.literal('state'), state: consoleState }),
  /** Text of a stream, or of messages that the server sends by itself; `dropped` messages came too fast. */
  z.object({ kind: z.literal('text'), text: z.string(), messages: z.number().int(), dropped: z.number().int() }),
]);
export type ConsoleEvent = z.infer<typeof consoleEvent>;

const ofSession = z.object({ session: z.string().max(64) });

/** Several lines are one command: a script in quotes may have line breaks. */
const commandText = z.string().max(900_000);

export const consoles = {
  /** For completion and help. */
  commands: procedure.input(ofInstance).output(commandDocs),
  /**
   * Whether a command may be sent as typed. Words in latin1, a character for each byte.
   * @param touches whether commands that only touch many keys are held too
   */
  check: procedure
    .input(
      ofInstance.extend({
        database: databaseIndex,
        words: z.array(z.string()).max(1_000_000),
        touches: z.boolean(),
      }),
    )
    .output(z.object({ refusal: z.string().nullable(), held: heldCommand.nullable() })),
  /** Oldest first. */
  history: procedure.input(ofInstance).output(z.object({ lines: z.array(z.string()) })),
  /** Adds a line to the history unless it holds a secret. */
  remember: procedure.input(ofInstance.extend({ line: commandText })).output(z.object({})),
  forgetHistory: procedure.input(ofInstance).output(z.object({})),
  /** Opens a console; it closes when the reader of the events leaves. */
  open: procedure.input(ofInstance.extend({ database: databaseIndex.default(0) })).output(eventIterator(consoleEvent)),
  /** Sends one command and returns its reply, or at the end of its stream. `confirmed`: also a held command. */
  send: procedure.input(ofSession.extend({ text: commandText, confirmed: z.boolean().default(false) })).output(sent),
  more: procedure.input(ofSession.extend({ id: z.string().max(64), from: z.number().int().min(0) })).output(replyText),
  /** Ends a stream, or the wait for a reply. */
  stop: procedure.input(ofSession).output(z.object({})),
};
