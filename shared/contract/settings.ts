import { z } from 'zod';
import { procedure } from './base.ts';
import { stateChange } from './instance.ts';
import { operationOf } from './operation.ts';
import { clientKind, instanceId, persistenceMode, runtimeKind, timestamp } from './values.ts';

/**
 * The notation of a value: `memory` is 512mb or 2gb, `save` is pairs of seconds and changes, `limits` is groups of client
 * class, two sizes and seconds, `words` is several arguments, `secret` is text that is never shown.
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
  /** Directives that may occur many times and are edited as text: user, include, rename-command, loadmodule. */
  'lines',
]);

/** `recreate`: the container is recreated around the same data. */
export const applied = z.enum(['live', 'restart', 'recreate']);
export type Applied = z.infer<typeof applied>;

/** Replaces a secret value. In an edited text it means: do not change the value. */
export const MASK = '********';

/** One directive of an instance. Values in the notation of CONFIG GET; null if there is none or it is unknown. */
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
  /** Redis's default; null if unknown. */
  default: z.string().nullable(),
  /** The value in `redis.conf`; null if it has none. */
  file: z.string().nullable(),
  /** The value of the running server; null if it is stopped or does not report the value. */
  live: z.string().nullable(),
  /** Whether a secret has a value. */
  isSet: z.boolean(),
  /** Whether the file differs from the server, so that a restart would change the value. */
  pending: z.boolean(),
  editable: z.boolean(),
  /** Why it is not editable. */
  reason: z.string().nullable(),
});
export type Setting = z.infer<typeof setting>;

/** A directive whose value in the file differs from that of the running server or its container. */
export const drift = z.object({
  directive: z.string(),
  file: z.string().nullable(),
  live: z.string().nullable(),
  /** `server`: CONFIG SET or an edited file. `container`: the container differs from its record. */
  where: z.enum(['server', 'container']),
  /** How the file's value can be applied to the server. */
  how: applied,
});
export type Drift = z.infer<typeof drift>;

export const settingsDocument = z.object({
  id: instanceId,
  runtime: runtimeKind.nullable(),
  running: z.boolean(),
  version: z.string().nullable(),
  persistence: persistenceMode,
  /** The path of `redis.conf` in short form. */
  path: z.string(),
  /** The hash of the file as it was read. A plan is applied with it. */
  hash: z.string(),
  /** The content of the file with masked secrets. */
  text: z.string(),
  settings: z.array(setting),
  drift: z.array(drift),
  /** Why the running server rejects this app, as a sentence. Then all values are those of the file. */
  refusal: z.string().optional(),
  /** Includes that could not be read: a sentence each, without a full stop. */
  unreadIncludes: z.array(z.string()).optional(),
  /** For warnings about sizes in a form. */
  machineMemoryBytes: z.number(),
});
export type SettingsDocument = z.infer<typeof settingsDocument>;

export const directiveName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/);
export const directiveValue = z.string().max(65_536);

/** A requested change, in one of its forms. */
export const settingsChangeRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('changes'),
    /** Values by directive; null removes a directive from the file, so that Redis's default applies. */
    changes: z.record(directiveName, directiveValue.nullable()).default({}),
    persistence: persistenceMode.optional(),
  }),
  z.object({ kind: z.literal('text'), text: z.string().max(1_000_000) }),
  z.object({ kind: z.literal('copy'), from: instanceId, directives: z.array(directiveName).min(1).max(500) }),
  z.object({ kind: z.literal('revert'), entry: z.string().max(64) }),
  /** Writes the running server's values of drifted directives into the file. */
  z.object({ kind: z.literal('keep-live'), directives: z.array(directiveName).min(1).max(500) }),
  /** Applies the file's values of drifted directives to the running server. */
  z.object({ kind: z.literal('keep-file'), directives: z.array(directiveName).min(1).max(500) }),
]);
export type SettingsChangeRequest = z.infer<typeof settingsChangeRequest>;

export const plannedChange = z.object({
  directive: z.string(),
  title: z.string(),
  /** The current and the new value in the notation of CONFIG GET, with masked secrets; null: none. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  how: applied,
  /** The reason or the effect, as a sentence. */
  note: z.string(),
});
export type PlannedChange = z.infer<typeof plannedChange>;

export const risk = z.object({
  directive: z.string(),
  /** `warning`: worth attention. `danger`: data can be lost, so a backup is taken first. `blocked`: the plan cannot be applied. */
  level: z.enum(['warning', 'danger', 'blocked']),
  message: z.string(),
  /** The plan is applied only after a confirmation. */
  confirm: z.boolean().optional(),
});
export type Risk = z.infer<typeof risk>;

/** Who can connect to the server after a start with the new file, as tested in a scratch server. */
export const access = z.object({
  /** `ok`, or why the server rejects this app. */
  app: z.enum(['ok', 'password-required', 'wrong-password', 'no-permission', 'protected-mode', 'command-unavailable']),
  /** Access without a password. `refused`: protected mode rejects every client. */
  clients: z.enum(['open', 'password', 'refused']),
});
export type Access = z.infer<typeof access>;

/** The approximate number of keys that Redis will evict, and the number of all keys. */
export const evictions = z.object({ keys: z.number(), of: z.number() });
export type Evictions = z.infer<typeof evictions>;

/** The effect of a requested change. */
export const settingsPlan = z.object({
  id: instanceId,
  /** The hash of the file that the plan is based on. */
  hash: z.string(),
  changes: z.array(plannedChange),
  risks: z.array(risk),
  restart: z.boolean(),
  recreate: z.boolean(),
  safetyBackup: z.boolean(),
  /** Null if the plan evicts nothing. */
  evicts: evictions.nullable().default(null),
  /** The steps in order, as sentences. */
  steps: z.array(z.string()),
  /** The file before and after, with masked secrets, and their unified diff, which is empty if they are equal. */
  before: z.string(),
  after: z.string(),
  diff: z.string(),
  /** The program that tested the new file, such as `redis-server 7.0.15`; null if only this app's own rules did. */
  triedBy: z.string().nullable(),
  /** Null if the new file was not tested, or if the file does not change. */
  access: access.nullable().default(null),
});
export type SettingsPlan = z.infer<typeof settingsPlan>;

/** The result of an operation of kind `config`. */
export const settingsApplied = z.object({
  id: instanceId,
  /** The id of its history entry. */
  entry: z.string().nullable(),
  applied: z.array(
    z.object({ directive: z.string(), from: z.string().nullable(), to: z.string().nullable(), how: applied }),
  ),
  restarted: z.boolean(),
  safetyBackup: z.string().nullable(),
  /** Counted after the evictions had ended. */
  evictedKeys: z.number().default(0),
  /** The safety backup of the reverted change. An undo restores the evicted keys from it. */
  evictedBefore: z.string().nullable().default(null),
  /** The path of the last snapshot of a server with persistence none, which no start loads. */
  keptSnapshot: z.string().nullable().default(null),
});
export type SettingsApplied = z.infer<typeof settingsApplied>;

export const historyEntry = z.object({
  id: z.string(),
  at: timestamp,
  face: clientKind,
  instance: instanceId,
  what: z.enum(['changes', 'text', 'copy', 'revert', 'keep-live', 'keep-file', 'upgrade']),
  changes: z.array(plannedChange.pick({ directive: true, from: true, to: true, how: true })),
  restarted: z.boolean(),
  safetyBackup: z.string().nullable(),
  /** Whether it can be reverted. False if a secret changed, because its old value is not stored. */
  revertible: z.boolean(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** A directive of two instances, with masked secrets. */
export const difference = z.object({
  directive: z.string(),
  title: z.string(),
  left: z.string().nullable(),
  right: z.string().nullable(),
  same: z.boolean(),
  /** Whether its value can be copied to the other instance. */
  copyable: z.boolean(),
});
export type Difference = z.infer<typeof difference>;

/** The effect of an upgrade. */
export const upgradePlan = z.object({
  id: instanceId,
  runtime: runtimeKind,
  running: z.boolean(),
  /** The current and the new server. The image is null for a process, a version is null while unknown. */
  from: z.object({ version: z.string().nullable(), image: z.string().nullable() }),
  to: z.object({ version: z.string().nullable(), image: z.string().nullable() }),
  /** The number of keys, which is checked after the upgrade; null if the server is stopped. */
  keys: z.number().nullable(),
  /** Why an upgrade is not possible; null if it is. */
  blocked: z.string().nullable(),
  /** The steps in order, as sentences. */
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
  /** Changes nothing. Invalid values are BAD_VALUE, in a text with the line. */
  plan: procedure.input(byId.extend({ request: settingsChangeRequest })).output(settingsPlan),
  /**
   * Computes the same plan again and applies it. CONFLICT if the file has changed since the plan. A plan with a risk that
   * needs confirmation is BAD_VALUE unless `confirmed`.
   */
  apply: procedure
    .input(
      byId.extend({ request: settingsChangeRequest, hash: z.string().max(64), confirmed: z.boolean().default(false) }),
    )
    .output(settingsOperations.apply),
  /** Newest first. */
  history: procedure.input(byId).output(z.array(historyEntry)),
  compare: procedure.input(z.object({ left: instanceId, right: instanceId })).output(z.array(difference)),
  /** Changes and downloads nothing. */
  planUpgrade: procedure.input(byId.extend({ image: z.string().max(255).optional() })).output(upgradePlan),
  /** To another image, or to the currently installed redis-server. */
  upgrade: procedure.input(byId.extend({ image: z.string().max(255).optional() })).output(settingsOperations.upgrade),
};
