import { z } from 'zod';
import { procedure } from './base.ts';
import { operationOf } from './operation.ts';
import { createTenantInput } from './tenant.ts';
import { face, instanceId, runtimeKind, timestamp } from './values.ts';

/** What a backup may be called, as a sentence for people. */
export const BACKUP_NAME_RULE =
  '1 to 100 letters, digits, ".", "_" and "-", beginning with a letter or digit, such as pre-deploy';

/** It becomes a file's name, so nothing else may stand in it. */
export const backupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, BACKUP_NAME_RULE);

/** `snapshot`: the dataset as one RDB file. `archive`: the data folder (RDB, AOF) and redis.conf as one tar.gz. */
export const backupKind = z.enum(['snapshot', 'archive']);
export type BackupKind = z.infer<typeof backupKind>;

export const backupReason = z.enum(['manual', 'scheduled', 'safety', 'imported']);
export type BackupReason = z.infer<typeof backupReason>;

export const backupDatabase = z.object({ index: z.number().int(), keys: z.number(), expires: z.number() });
export type BackupDatabase = z.infer<typeof backupDatabase>;

/** That a backup was loaded in a scratch Redis, and what came of it. */
export const backupProof = z.object({
  at: timestamp,
  ok: z.boolean(),
  /** Keys that were loaded, those among them whose time had come since; null when nothing could be loaded. */
  keys: z.number().nullable(),
  expiredSince: z.number().nullable(),
  /** One sentence: what was proven, or what failed. */
  message: z.string(),
  durationMs: z.number(),
  /** The version that loaded it. */
  redisVersion: z.string().nullable(),
  /** Keys whose values were compared with the live server's; 0 when it had changed since, or did not run. */
  compared: z.number().int(),
});
export type BackupProof = z.infer<typeof backupProof>;

/** `rdb`: one snapshot file. `aof`: an append-only file, of one part or of several with a manifest. */
export const dataForm = z.enum(['rdb', 'aof']);

/** One data set that was found in a file. */
export const foundData = z.object({
  form: dataForm,
  /** Inside the archive, or the name of the file itself. Of an AOF of several parts that of its manifest. */
  path: z.string(),
  /** Expired ones included; null where nobody has loaded it. */
  keys: z.number().nullable(),
  sizeBytes: z.number(),
  modifiedAt: timestamp.nullable(),
});
export type FoundData = z.infer<typeof foundData>;

/** Which data of a file a backup stands for. Verification and restore load exactly that. */
export const backupContents = z.object({
  form: dataForm,
  path: z.string(),
  /**
   * `only`: nothing else was found. `redis.conf`: the archive's own says so. `dates`: the newer one. `choice`: a person
   * chose. `server`: what the server that was backed up loads itself.
   */
  decidedBy: z.enum(['only', 'redis.conf', 'dates', 'choice', 'server']),
  found: z.array(foundData),
  /** A sentence each: what a person should know before relying on it. */
  warnings: z.array(z.string()),
});
export type BackupContents = z.infer<typeof backupContents>;

/** One saved state of one instance. Sizes in bytes; what is unknown is null. */
export const backup = z.object({
  name: backupName,
  instance: instanceId,
  /** It cannot be restored; `damage` says why. */
  damaged: z.boolean(),
  damage: z.string().nullable(),
  kind: backupKind,
  /** The file's name in the backups folder. */
  file: z.string(),
  createdAt: timestamp,
  sizeBytes: z.number(),
  sha256: z.string().nullable(),
  keys: z.number().nullable(),
  databases: z.array(backupDatabase).nullable(),
  /** False while the counts are those of about that time; a proof makes them exact. */
  countsExact: z.boolean(),
  redisVersion: z.string().nullable(),
  rdbVersion: z.number().int().nullable(),
  reason: backupReason,
  /** Of a safety backup: before what it was taken, such as `restore` or `flush`. */
  before: z.string().nullable(),
  note: z.string().nullable(),
  pinned: z.boolean(),
  /** The newest proof; `proofs` has all, newest first. */
  proof: backupProof.nullable(),
  proofs: z.array(backupProof),
  /** `used_memory` of the dataset when it was saved. */
  memoryBytes: z.number().nullable(),
  /** How long taking it took, ms. */
  tookMs: z.number().nullable(),
  askedFrom: face.nullable(),
  runtime: runtimeKind.nullable(),
  /** The instance's `redis.conf` at that time, without passwords. */
  settings: z.record(z.string(), z.string()),
  /** Null for a backup that is one RDB file of ours, and for archives that nobody has read yet. */
  contents: backupContents.nullable(),
});
export type Backup = z.infer<typeof backup>;

/** What is there now beside what a restore would bring, before it is done. */
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
  /** Why it cannot be restored there; null when it can. */
  problem: z.string().nullable(),
  /** The target evicts or refuses what exceeds its memory limit. */
  warning: z.string().nullable(),
  neededBytes: z.number(),
  freeBytes: z.number().nullable(),
});
export type RestorePreview = z.infer<typeof restorePreview>;

/** A restore, or a flush, that can be taken back for as long as its safety backup is kept. */
export const undoable = z.object({
  instance: instanceId,
  /** `settings`: a change of settings that evicted keys. */
  what: z.enum(['restore', 'flush', 'undo', 'settings']),
  at: timestamp,
  /** What was restored; null where nothing was. */
  backup: z.string().nullable(),
  safetyBackup: backupName,
});
export type Undoable = z.infer<typeof undoable>;

/** What an undo would bring back. */
export const undoOffer = undoable.extend({
  /** The time that it goes back to. */
  asOf: timestamp,
  /** How many keys there were; null where that is not known. */
  keys: z.number().nullable(),
  /** What has changed the instance since: an undo takes that back as well. Null: it is the most recent change. */
  newer: z.object({ title: z.string(), at: timestamp }).nullable(),
});
export type UndoOffer = z.infer<typeof undoOffer>;

/** The result of a restore. `safetyBackup` is null where nothing was there before. */
export const restoreResult = z.object({
  instance: instanceId,
  backup: z.string(),
  keys: z.number(),
  expiredSince: z.number().nullable(),
  /** Keys that the memory limit evicted; `keys` was counted after that. */
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

export const cleanupResult = z.object({
  removed: z.array(z.string()),
  kept: z.array(z.string()),
  freedBytes: z.number(),
});
export type CleanupResult = z.infer<typeof cleanupResult>;

/** The file that an export has written. */
export const exportResult = z.object({ path: z.string(), sizeBytes: z.number() });

export const backupOperations = {
  create: operationOf('backup', backup),
  prove: operationOf('prove', backup),
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
/** Which data counts where a file holds several: `rdb`, `aof`, or the path of one inside the file. */
const data = z.string().min(1).max(4096);
const restoreInput = one.extend({
  /** Left out: the backup's own instance. */
  into: instanceId.optional(),
  /** A tenant to be made for it, all or nothing; `into` counts for nothing then. */
  newTenant: createTenantInput.optional(),
});

export const backups = {
  /** Of one instance, or of every one, newest first. */
  list: procedure.input(z.object({ instance: instanceId.optional() })).output(z.array(backup)),
  get: procedure.input(one).output(backup),
  create: procedure
    .input(
      ofInstance.extend({
        /** Left out: `redis-backup-YYYYmmdd-HHMMSS`. */
        name: backupName.optional(),
        kind: backupKind.default('snapshot'),
        note: note.optional(),
        /** Loads it in a scratch Redis afterwards. */
        prove: z.boolean().default(true),
      }),
    )
    .output(backupOperations.create),
  /**
   * It fails with CHOICE_NEEDED where an archive holds several data sets and neither its manifest nor anything in it
   * decides: then `data` does, and the decision is recorded.
   */
  prove: procedure.input(one.extend({ data: data.optional() })).output(backupOperations.prove),
  /** Of a tenant yet to be made, `now` is that of one without keys, its state `missing`. */
  restorePreview: procedure.input(restoreInput).output(restorePreview),
  /** A `restoreResult`. Into a new tenant there is no safety backup: undone, it is destroyed. `data` as of `prove`. */
  restore: procedure.input(restoreInput.extend({ data: data.optional() })).output(backupOperations.restore),
  /** The last restore or flush that can be taken back; null when there is none. */
  undoable: procedure.input(ofInstance).output(undoOffer.nullable()),
  /** `safetyBackup`: what was offered, so that nothing else is restored than what the user has seen. */
  undo: procedure.input(ofInstance.extend({ safetyBackup: backupName.optional() })).output(backupOperations.undo),
  /** `undoable`: it can be brought back for ten minutes, and its space is free only then. */
  remove: procedure.input(one.extend({ undoable: z.boolean().default(false) })).output(backup),
  undoRemove: procedure.input(one).output(backup),
  /** Renames it, writes its note, pins it: what is left out stays. */
  change: procedure
    .input(one.extend({ to: backupName.optional(), note: note.nullable().optional(), pinned: z.boolean().optional() }))
    .output(backup),
  /** What exceeds any of the limits goes; never a pinned one, nor the last proven one. */
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
   * Imports an RDB, an AOF, an archive of either or an exported backup, from a path of this machine. It fails with
   * CHOICE_NEEDED, and nothing is changed, where a file holds several data sets and nothing decides: then `data` does.
   */
  import: procedure
    .input(ofInstance.extend({ path, name: backupName.optional(), data: data.optional() }))
    .output(backupOperations.import),
  /**
   * As `import`, of a file that the browser has sent (`POST /upload`); what was sent is removed at the end, and kept
   * for a while after CHOICE_NEEDED.
   */
  importUploaded: procedure
    .input(ofInstance.extend({ upload: z.string().max(64), name: backupName.optional(), data: data.optional() }))
    .output(backupOperations.import),
  /**
   * Writes one file with the backup and its manifest. A folder gets the backup's own name in it. A file that is there
   * is replaced only with `overwrite`, which somebody has agreed to.
   */
  export: procedure.input(one.extend({ path, overwrite: z.boolean().default(false) })).output(backupOperations.export),
  flush: procedure
    .input(ofInstance.extend({ database: z.union([z.number().int().min(0).max(999_999), z.literal('all')]) }))
    .output(backupOperations.flush),
};
