import { z } from 'zod';
import { procedure } from './base.ts';
import { stateChange } from './instance.ts';
import { operationOf } from './operation.ts';
import { face, instanceId, persistenceMode, runtimeKind, timestamp } from './values.ts';

/**
 * How a value is written: `memory` as 512mb or 2gb, `save` as pairs of seconds and changes, `limits` as groups of a
 * class of clients, two sizes and seconds, `words` as several arguments, `secret` as text that is never told.
 */
export const settingKind = z.enum([
  'memory',
  'integer',
  'yesno',
  'choice',
  'text',
  'secret',
  'words',
  'save',
  'limits',
  /** Lines that may stand many times and are edited in the text: user, include, rename-command, loadmodule. */
  'lines',
]);

/** `recreate`: the container is made again around the same data. */
export const applied = z.enum(['live', 'restart', 'recreate']);
export type Applied = z.infer<typeof applied>;

/** What stands where a value is not told. Given back in a text, it means: leave the value as it is. */
export const MASK = '********';

/** One directive of an instance. Values as CONFIG GET gives them; null where there is none or it is unknown. */
export const setting = z.object({
  name: z.string(),
  group: z.string(),
  title: z.string(),
  description: z.string(),
  kind: settingKind,
  unit: z.string().nullable(),
  options: z.array(z.string()).nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
  how: applied,
  /** Redis's own default; null where it is not known. */
  default: z.string().nullable(),
  /** In `redis.conf`; null when it does not stand there. */
  file: z.string().nullable(),
  /** In the running server; null when it does not run or does not tell. */
  live: z.string().nullable(),
  /** Whether a secret has a value. */
  isSet: z.boolean(),
  /** Whether the file says something else than the server does, and a restart would bring it. */
  pending: z.boolean(),
  editable: z.boolean(),
  /** Why it cannot be changed. */
  reason: z.string().nullable(),
});
export type Setting = z.infer<typeof setting>;

/** A directive of which the file says one thing and the running server, or its container, another. */
export const drift = z.object({
  directive: z.string(),
  file: z.string().nullable(),
  live: z.string().nullable(),
  /** `server`: somebody used CONFIG SET, or edited the file. `container`: it was made otherwise than recorded. */
  where: z.enum(['server', 'container']),
  /** Whether the file's value can be given to the server as it runs. */
  how: applied,
});
export type Drift = z.infer<typeof drift>;

export const settingsDocument = z.object({
  id: instanceId,
  runtime: runtimeKind.nullable(),
  running: z.boolean(),
  version: z.string().nullable(),
  persistence: persistenceMode,
  /** Where `redis.conf` is, as people write it. */
  path: z.string(),
  /** Of the file as it was read; give it back with a plan. */
  hash: z.string(),
  /** The file, with secrets masked. */
  text: z.string(),
  settings: z.array(setting),
  drift: z.array(drift),
  /** Why the running server does not let this app in, as a sentence: values are those of the file then. */
  refusal: z.string().optional(),
  /** Includes whose lines are not known here, each as a sentence without its full stop. */
  unreadIncludes: z.array(z.string()).optional(),
  /** For a warning while a size is typed. */
  machineMemoryBytes: z.number(),
});
export type SettingsDocument = z.infer<typeof settingsDocument>;

const directiveName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/);
const directiveValue = z.string().max(65_536);

/** What is wanted, in one of its forms. */
export const wish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('changes'),
    /** Values by directive; null takes a directive out of the file, so that Redis's default holds. */
    changes: z.record(directiveName, directiveValue.nullable()).default({}),
    persistence: persistenceMode.optional(),
  }),
  z.object({ kind: z.literal('text'), text: z.string().max(1_000_000) }),
  z.object({ kind: z.literal('copy'), from: instanceId, directives: z.array(directiveName).min(1).max(500) }),
  z.object({ kind: z.literal('revert'), entry: z.string().max(64) }),
  /** Of what drifted: the running server's values go into the file. */
  z.object({ kind: z.literal('keep-live'), directives: z.array(directiveName).min(1).max(500) }),
  /** Of what drifted: the file's values go to the running server. */
  z.object({ kind: z.literal('keep-file'), directives: z.array(directiveName).min(1).max(500) }),
]);
export type SettingsChangeRequest = z.infer<typeof wish>;

export const plannedChange = z.object({
  directive: z.string(),
  title: z.string(),
  /** What holds now and what will, as CONFIG GET gives it; secrets masked, null where there is none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  how: applied,
  /** Why it is so, or what it does, as a sentence. */
  note: z.string(),
});
export type PlannedChange = z.infer<typeof plannedChange>;

export const risk = z.object({
  directive: z.string(),
  /** `warning`: think of it. `danger`: data can be lost, a backup is taken first. `blocked`: it is not done. */
  level: z.enum(['warning', 'danger', 'blocked']),
  message: z.string(),
  /** It is applied only when somebody has confirmed it. */
  confirm: z.boolean().optional(),
});
export type Risk = z.infer<typeof risk>;

/** Who gets into the server once it has started on the new file: tried in a scratch server. */
export const access = z.object({
  /** `ok`, or why the server refuses this app. */
  app: z.enum(['ok', 'password-required', 'wrong-password', 'no-permission', 'protected-mode', 'command-unavailable']),
  /** What a client without a password gets. `refused`: protected mode refuses every client, whatever it sends. */
  clients: z.enum(['open', 'password', 'refused']),
});
export type Access = z.infer<typeof access>;

/** What a change would do, before it is done. */
/** Keys that Redis will evict, about, and of how many. */
export const evictions = z.object({ keys: z.number(), of: z.number() });
export type Evictions = z.infer<typeof evictions>;

export const settingsPlan = z.object({
  id: instanceId,
  /** Of the file the plan was made for. */
  hash: z.string(),
  changes: z.array(plannedChange),
  risks: z.array(risk),
  restart: z.boolean(),
  recreate: z.boolean(),
  safetyBackup: z.boolean(),
  /** Null when the plan evicts nothing. */
  evicts: evictions.nullable().default(null),
  /** What will be done, in order, as sentences. */
  steps: z.array(z.string()),
  /** The file before and after, with secrets masked, and what differs as a unified diff; empty when nothing does. */
  before: z.string(),
  after: z.string(),
  diff: z.string(),
  /** What tried the new file: `redis-server 7.0.15`; null when only our own rules have. */
  triedBy: z.string().nullable(),
  /** Null when the new file was not tried, or the file does not change. */
  access: access.nullable().default(null),
});
export type SettingsPlan = z.infer<typeof settingsPlan>;

/** What an applied plan came to: the result of an operation of kind `config`. */
export const settingsApplied = z.object({
  id: instanceId,
  /** Names the entry of the history. */
  entry: z.string().nullable(),
  applied: z.array(
    z.object({ directive: z.string(), from: z.string().nullable(), to: z.string().nullable(), how: applied }),
  ),
  restarted: z.boolean(),
  safetyBackup: z.string().nullable(),
  /** Counted when the evictions had settled. */
  evictedKeys: z.number().default(0),
  /** The safety backup of the reverted change, whose evicted keys an undo brings back. */
  evictedBefore: z.string().nullable().default(null),
  /** Where the last snapshot of a server with persistence none is kept: no start loads it there. */
  keptSnapshot: z.string().nullable().default(null),
});
export type SettingsApplied = z.infer<typeof settingsApplied>;

export const historyEntry = z.object({
  id: z.string(),
  at: timestamp,
  face,
  instance: instanceId,
  what: z.enum(['changes', 'text', 'copy', 'revert', 'keep-live', 'keep-file', 'upgrade']),
  changes: z.array(plannedChange.pick({ directive: true, from: true, to: true, how: true })),
  restarted: z.boolean(),
  safetyBackup: z.string().nullable(),
  /** Whether it can be taken back: not where a secret was changed, whose old value is kept nowhere. */
  revertible: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A directive in which two instances differ; secrets masked. */
export const difference = z.object({
  directive: z.string(),
  title: z.string(),
  left: z.string().nullable(),
  right: z.string().nullable(),
  same: z.boolean(),
  /** Whether it can be copied from one to the other. */
  copyable: z.boolean(),
});
export type Difference = z.infer<typeof difference>;

/** What an upgrade would do, before it is done. */
export const upgradePlan = z.object({
  id: instanceId,
  runtime: runtimeKind,
  running: z.boolean(),
  /** What runs now, and what will; an image is null for a process, a version where it is not known yet. */
  from: z.object({ version: z.string().nullable(), image: z.string().nullable() }),
  to: z.object({ version: z.string().nullable(), image: z.string().nullable() }),
  /** How many keys are counted before and after; null when it does not run. */
  keys: z.number().nullable(),
  /** Why it is not done; null when it can be. */
  blocked: z.string().nullable(),
  /** What will be done, in order, as sentences. */
  steps: z.array(z.string()),
});
export type UpgradePlan = z.infer<typeof upgradePlan>;

const byId = z.object({ id: instanceId });

export const settingsOperations = {
  apply: operationOf('config', settingsApplied),
  upgrade: operationOf('upgrade', stateChange),
};

export const settings = {
  describe: procedure.input(byId).output(settingsDocument),
  drift: procedure.input(byId).output(z.array(drift)),
  /** Nothing is touched. Refused values are BAD_VALUE; of a text, with the line. */
  plan: procedure.input(byId.extend({ wish })).output(settingsPlan),
  /**
   * Makes the same plan again and carries it out. CONFLICT when the file is not the one the plan was made for.
   * A plan with a risk that needs confirmation is BAD_VALUE unless `confirmed`. The operation's result is
   * `settingsApplied`.
   */
  apply: procedure
    .input(byId.extend({ wish, hash: z.string().max(64), confirmed: z.boolean().default(false) }))
    .output(settingsOperations.apply),
  /** Newest first. */
  history: procedure.input(byId).output(z.array(historyEntry)),
  compare: procedure.input(z.object({ left: instanceId, right: instanceId })).output(z.array(difference)),
  /** Nothing is touched, and nothing downloaded. */
  planUpgrade: procedure.input(byId.extend({ image: z.string().max(255).optional() })).output(upgradePlan),
  /** To another image tag, or to the Redis program that is installed now. The result is the new status. */
  upgrade: procedure.input(byId.extend({ image: z.string().max(255).optional() })).output(settingsOperations.upgrade),
};
