import { z } from 'zod';
import { procedure } from './base.ts';
import { operationOf } from './operation.ts';
import { createTenantInput } from './tenant.ts';
import { clientKind, instanceId, runtimeKind, timestamp } from './values.ts';

/** The rule for backup names, for messages. */
export const BACKUP_NAME_RULE =
  '1 to 100 letters, digits, ".", "_" and "-", beginning with a letter or digit, such as pre-deploy';

/** Strict, because it becomes a file name. */
export const backupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, BACKUP_NAME_RULE);

/** `snapshot`: the data as one RDB file. `archive`: the data folder (RDB, AOF) and redis.conf as one tar.gz. */
export const backupKind = z.enum(['snapshot', 'archive']);
export type BackupKind = z.infer<typeof backupKind>;

export const backupReason = z.enum(['manual', 'scheduled', 'safety', 'imported']);
export type BackupReason = z.infer<typeof backupReason>;

export const backupDatabase = z.object({ index: z.number().int(), keys: z.number(), expires: z.number() });
export type BackupDatabase = z.infer<typeof backupDatabase>;

/** A verification: the backup was loaded into a scratch Redis, with this result. */
export const backupVerification = z.object({
  at: timestamp,
  ok: z.boolean(),
  /** Loaded keys, and those of them that have expired since the backup; null if the data could not be loaded. */
  keys: z.number().nullable(),
  expiredSince: z.number().nullable(),
  /** What was verified, or what failed, as a sentence. */
  message: z.string(),
  durationMs: z.number(),
  /** The Redis version that loaded it. */
  redisVersion: z.string().nullable(),
  /** Number of keys whose values were compared with the live server; 0 if it had changed since, or was stopped. */
  compared: z.number().int(),
});
export type BackupVerification = z.infer<typeof backupVerification>;

/**
 * A module that a server had loaded when it was backed up. `name` is unknown for a stopped server, `version` is the number
 * that the module gives, `file` the server's path; null for what is unknown, and a file also for a part of the server.
 */
export const backupModule = z.object({
  name: z.string().nullable(),
  version: z.number().int().nullable(),
  file: z.string().nullable(),
});
export type BackupModule = z.infer<typeof backupModule>;

/** `rdb`: one snapshot file. `aof`: an append-only file, single or in several parts with a manifest. */
export const dataForm = z.enum(['rdb', 'aof']);

/** A data set in a file. */
export const foundData = z.object({
  form: dataForm,
  /** The path in the archive, or the name of the file itself. For a multi-part AOF, the path of its manifest. */
  path: z.string(),
  /** Includes expired keys; null before it is loaded. */
  keys: z.number().nullable(),
  sizeBytes: z.number(),
  modifiedAt: timestamp.nullable(),
});
export type FoundData = z.infer<typeof foundData>;

/** The data set of a file that a backup uses. Verification and restore load exactly this one. */
export const backupContents = z.object({
  form: dataForm,
  path: z.string(),
  /**
   * `only`: the only data set. `redis.conf`: the one that the archive's redis.conf names. `dates`: the newest. `choice`: a
   * person chose it. `server`: the one that the original server loads.
   */
  decidedBy: z.enum(['only', 'redis.conf', 'dates', 'choice', 'server']),
  found: z.array(foundData),
  /** Sentences that a person should read before relying on the backup. */
  warnings: z.array(z.string()),
});
export type BackupContents = z.infer<typeof backupContents>;

/** The saved state of one instance. Sizes in bytes; unknown values are null. */
export const backup = z.object({
  name: backupName,
  instance: instanceId,
  /** It cannot be restored; `damage` has the reason. */
  damaged: z.boolean(),
  damage: z.string().nullable(),
  kind: backupKind,
  /** The name of its file in the backups folder. */
  file: z.string(),
  createdAt: timestamp,
  sizeBytes: z.number(),
  sha256: z.string().nullable(),
  keys: z.number().nullable(),
  databases: z.array(backupDatabase).nullable(),
  /** False while the counts are approximate; a verification makes them exact. */
  countsExact: z.boolean(),
  redisVersion: z.string().nullable(),
  rdbVersion: z.number().int().nullable(),
  reason: backupReason,
  /** The action that a safety backup preceded, such as `restore` or `flush`. */
  before: z.string().nullable(),
  note: z.string().nullable(),
  pinned: z.boolean(),
  /** The newest verification; `proofs` has all of them, newest first. */
  proof: backupVerification.nullable(),
  proofs: z.array(backupVerification),
  /** `used_memory` of the server at the time of the backup. */
  memoryBytes: z.number().nullable(),
  /** The duration of taking it, in ms. */
  tookMs: z.number().nullable(),
  askedFrom: clientKind.nullable(),
  runtime: runtimeKind.nullable(),
  /** The instance's `redis.conf` at the time of the backup, without passwords. */
  settings: z.record(z.string(), z.string()),
  /** Null for a snapshot of this app, and for an archive that has not been read yet. */
  contents: backupContents.nullable(),
  /** The modules that the server had loaded; null: unknown. */
  modules: z.array(backupModule).nullable(),
});
export type Backup = z.infer<typeof backup>;

/** The current data of the target, next to the data that a restore would load. */
export const restorePreview = z.object({
  backup,
  into: instanceId,
  now: z.object({
    state: z.string(),
    databases: z.array(backupDatabase),
    keys: z.number().nullable(),
    memoryBytes: z.number().nullable(),
    connectedClients: z.number().nullable(),
  }),
  /** Why it cannot be restored into the target; null if it can. */
  problem: z.string().nullable(),
  /** A warning that the target would evict keys or refuse writes because of its memory limit. */
  warning: z.string().nullable(),
  neededBytes: z.number(),
  freeBytes: z.number().nullable(),
});
export type RestorePreview = z.infer<typeof restorePreview>;

/** A change that can be undone while its safety backup exists. */
export const undoable = z.object({
  instance: instanceId,
  /** `settings`: a change of settings that evicted keys. */
  what: z.enum(['restore', 'flush', 'undo', 'settings']),
  at: timestamp,
  /** The restored backup; null if none was restored. */
  backup: z.string().nullable(),
  safetyBackup: backupName,
});
export type Undoable = z.infer<typeof undoable>;

/** The state that an undo would restore. */
export const undoOffer = undoable.extend({
  /** The time of that state. */
  asOf: timestamp,
  /** The number of its keys; null if unknown. */
  keys: z.number().nullable(),
  /** A later change of the instance, which an undo reverts as well. Null: there is none. */
  newer: z.object({ title: z.string(), at: timestamp }).nullable(),
});
export type UndoOffer = z.infer<typeof undoOffer>;

/** The result of a restore. `safetyBackup` is null if the target had no data. */
export const restoreResult = z.object({
  instance: instanceId,
  backup: z.string(),
  keys: z.number(),
  expiredSince: z.number().nullable(),
  /** Keys that the memory limit evicted; `keys` is the number after that. */
  evicted: z.number().default(0),
  safetyBackup: z.string().nullable(),
  durationMs: z.number(),
});
export type RestoreResult = z.infer<typeof restoreResult>;

/** The result of a flush. */
export const flushResult = z.object({
  instance: instanceId,
  database: z.union([z.number().int(), z.literal('all')]),
  removedKeys: z.number(),
  safetyBackup: z.string().nullable(),
});
export type FlushResult = z.infer<typeof flushResult>;

/** What a flush would do, before it is confirmed. */
export const flushPreview = z.object({
  instance: instanceId,
  databases: z.array(z.object({ index: z.number().int(), keys: z.number(), expires: z.number() })),
  /** Clients of other programs by name, or else by host, most connections first; null if unknown. */
  clients: z.array(z.object({ name: z.string(), count: z.number().int() })).nullable(),
  /** About how large the safety backup becomes; null if unknown. */
  estimatedBytes: z.number().nullable(),
  freeBytes: z.number().nullable(),
  /** Commands that the server does not let this app run, and why: FLUSHALL for all databases, FLUSHDB for one. */
  refused: z.array(
    z.object({
      command: z.enum(['FLUSHALL', 'FLUSHDB']),
      why: z.enum(['disabled', 'renamed-elsewhere', 'not-permitted']),
      said: z.string().nullable(),
    }),
  ),
});
export type FlushPreview = z.infer<typeof flushPreview>;

export const cleanupResult = z.object({
  removed: z.array(z.string()),
  kept: z.array(z.string()),
  freedBytes: z.number(),
});
export type CleanupResult = z.infer<typeof cleanupResult>;

/** The file that an export wrote. */
export const exportResult = z.object({ path: z.string(), sizeBytes: z.number() });

export const backupOperations = {
  create: operationOf('backup', backup),
  verify: operationOf('prove', backup),
  restore: operationOf('restore', restoreResult),
  undo: operationOf('undo', restoreResult),
  import: operationOf('import-backup', backup),
  export: operationOf('export-backup', exportResult),
  flush: operationOf('flush', flushResult),
};

const ofInstance = z.object({ instance: instanceId });
const one = ofInstance.extend({ name: backupName });
const note = z.string().max(500);
const path = z.string().min(1).max(4096);
/** The choice between several data sets of a file: `rdb`, `aof`, or the path of one of them. */
const data = z.string().min(1).max(4096);
const restoreInput = one.extend({
  /** Omitted: the instance of the backup. */
  into: instanceId.optional(),
  /** Creates a tenant for the restore; a failure removes the tenant. Overrides `into`. */
  newTenant: createTenantInput.optional(),
});

export const backups = {
  /** The backups of one instance or of all, newest first. */
  list: procedure.input(z.object({ instance: instanceId.optional() })).output(z.array(backup)),
  get: procedure.input(one).output(backup),
  create: procedure
    .input(
      ofInstance.extend({
        /** Omitted: `redis-backup-YYYYmmdd-HHMMSS`. */
        name: backupName.optional(),
        kind: backupKind.default('snapshot'),
        note: note.optional(),
        /** Verifies the backup in a scratch Redis. Omitted: as the preference verify-backups says. */
        verify: z.boolean().optional(),
      }),
    )
    .output(backupOperations.create),
  /**
   * Fails with CHOICE_NEEDED if an archive contains several data sets and neither its manifest nor its content decides.
   * Then `data` decides, and the manifest records the choice.
   */
  verify: procedure.input(one.extend({ data: data.optional() })).output(backupOperations.verify),
  /** For a new tenant, `now` has the state `missing` and no keys. */
  restorePreview: procedure.input(restoreInput).output(restorePreview),
  /** A restore into a new tenant takes no safety backup: its undo destroys the tenant. `data` as for `verify`. */
  restore: procedure.input(restoreInput.extend({ data: data.optional() })).output(backupOperations.restore),
  /** The last restore or flush that can be undone; null: none. */
  undoable: procedure.input(ofInstance).output(undoOffer.nullable()),
  /** `safetyBackup`: the backup of the offer, so that an undo restores exactly what the user has seen. */
  undo: procedure.input(ofInstance.extend({ safetyBackup: backupName.optional() })).output(backupOperations.undo),
  /** `undoable`: the deletion can be undone for ten minutes, and frees the space only after that. */
  remove: procedure.input(one.extend({ undoable: z.boolean().default(false) })).output(backup),
  undoRemove: procedure.input(one).output(backup),
  /** Renames it, changes its note, or pins it. Omitted fields do not change. */
  change: procedure
    .input(one.extend({ to: backupName.optional(), note: note.nullable().optional(), pinned: z.boolean().optional() }))
    .output(backup),
  /**
   * Deletes the backups that exceed a limit, but never a pinned one, the newest verified one or the one that Undo
   * restores. Without a limit: those older than the preference backups-kept.
   */
  cleanup: procedure
    .input(
      ofInstance.extend({
        days: z.number().min(0).max(36_500).optional(),
        count: z.number().int().min(0).optional(),
        bytes: z.number().min(0).optional(),
        dryRun: z.boolean().default(false),
      }),
    )
    .output(cleanupResult),
  /**
   * Imports an RDB, an AOF, an archive of either, or an exported backup from a local path. Fails with CHOICE_NEEDED and
   * changes nothing if a file contains several data sets and its content does not decide. Then `data` decides.
   */
  import: procedure
    .input(ofInstance.extend({ path, name: backupName.optional(), data: data.optional() }))
    .output(backupOperations.import),
  /**
   * Like `import`, for a file that a browser has uploaded (`POST /upload`). The upload is deleted at the end, but kept
   * for a while after CHOICE_NEEDED.
   */
  importUploaded: procedure
    .input(ofInstance.extend({ upload: z.string().max(64), name: backupName.optional(), data: data.optional() }))
    .output(backupOperations.import),
  /**
   * Writes the backup and its manifest into one file. In a folder, the file gets the name of the backup. An existing file
   * is replaced only with `overwrite`, after the user's consent.
   */
  export: procedure.input(one.extend({ path, overwrite: z.boolean().default(false) })).output(backupOperations.export),
  flushPreview: procedure.input(ofInstance).output(flushPreview),
  flush: procedure
    .input(ofInstance.extend({ database: z.union([z.number().int().min(0).max(999_999), z.literal('all')]) }))
    .output(backupOperations.flush),
};
