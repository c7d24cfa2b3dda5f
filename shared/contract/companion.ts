import { z } from 'zod';
import { procedure } from './base.ts';
import { instanceState, problem } from './instance.ts';
import { operationOf } from './operation.ts';
import { port, runtimeKind, tenantId, timestamp } from './values.ts';

/** The name of a kind of companion, such as `postgres`. The core knows which kinds exist: `companions.kinds`. */
export const companionName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** A kind of companion that this app can create. */
export const companionKind = z.object({
  name: companionName,
  /** Its name for people, such as `PostgreSQL`. */
  title: z.string(),
  /** The image of its container. */
  image: z.string(),
  /** Whether it runs in containers only, on the network of a tenant. */
  needsNetwork: z.boolean(),
  /** Whether a backup is a dump of a running server, or an archive of the data folder of a stopped one. */
  backupForm: z.enum(['dump', 'archive']),
});
export type CompanionKind = z.infer<typeof companionKind>;

/** A service beside the Redis of a tenant, on the tenant's own network. */
export const companion = z.object({
  client: tenantId,
  name: companionName,
  title: z.string(),
  /** Where it runs; null if its record cannot be read. */
  runtime: runtimeKind.nullable(),
  state: instanceState,
  /** `healthy`: it accepts connections now. */
  health: z.enum(['healthy', 'unhealthy', 'unknown']),
  problem: problem.nullable(),
  container: z.string().nullable(),
  image: z.string().nullable(),
  version: z.string().nullable(),
  /** Its ports on 127.0.0.1 by name; the first is the one that programs use. */
  ports: z.array(z.object({ name: z.string(), port })),
  /** Without a password: `postgresql://app@localhost:15400/app`. */
  url: z.string().nullable(),
  created: timestamp.nullable(),
  lastBackupAt: timestamp.nullable(),
});
export type Companion = z.infer<typeof companion>;

/** The result of an operation on a companion. */
export const companionChange = companion.extend({
  /** Why nothing had to be done, as a sentence. */
  unchanged: z.string().optional(),
});
export type CompanionChange = z.infer<typeof companionChange>;

export const companionBackup = z.object({
  client: tenantId,
  companion: companionName,
  name: z.string(),
  createdAt: timestamp,
  sizeBytes: z.number(),
  sha256: z.string(),
  form: z.enum(['dump', 'archive']),
  /** `with-tenant`: taken together with the backup of the same name of the tenant's Redis. */
  reason: z.enum(['manual', 'safety', 'with-tenant']),
  version: z.string().nullable(),
  /** Why it cannot be restored; null if it can. */
  damage: z.string().nullable(),
});
export type CompanionBackup = z.infer<typeof companionBackup>;

export const companionRestore = z.object({
  companion,
  backup: z.string(),
  /** The backup of the data that the restore replaced. */
  safetyBackup: z.string(),
});

/** One requested service, and whether it exists. */
export const companionRequest = z.object({
  client: tenantId,
  tenantExists: z.boolean(),
  companions: z.array(companionKind.extend({ exists: z.boolean() })),
});
export type CompanionRequest = z.infer<typeof companionRequest>;

/** The files through which programs reach the services of a tenant. */
export const companionFiles = z.object({
  /** The folder of the tenant that holds both, with mode 0600. */
  folder: z.string(),
  /** `.env`: passwords are masked unless requested. */
  env: z.string(),
  /** `compose.yaml`: holds no password. */
  compose: z.string(),
});
export type CompanionFiles = z.infer<typeof companionFiles>;

export const companionOperations = {
  create: operationOf('create-companion', companionChange),
  start: operationOf('start-companion', companionChange),
  stop: operationOf('stop-companion', companionChange),
  remove: operationOf('remove-companion', companionRestore.pick({ backup: true }).extend({ name: companionName })),
  backup: operationOf('backup-companion', companionBackup),
  restore: operationOf('restore-companion', companionRestore),
};

const byName = z.object({ id: tenantId, name: companionName });
const backupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

export const companions = {
  kinds: procedure.output(z.array(companionKind)),
  /** The companions of a tenant, each with its state and health. @throws NOT_FOUND */
  list: procedure.input(z.object({ id: tenantId })).output(z.array(companion)),
  /**
   * Checks the names of services before anything is created. `redis` must be among them.
   * @throws BAD_VALUE for an unknown name, a name that is given twice, and a list without redis
   */
  request: procedure
    .input(
      z.object({
        id: tenantId,
        resources: z.array(z.string().max(60)).max(20),
        runtime: runtimeKind.optional(),
      }),
    )
    .output(companionRequest),
  /** Creates or recreates a companion and starts it. Does nothing if it is running. */
  create: procedure.input(byName).output(companionOperations.create),
  start: procedure.input(byName).output(companionOperations.start),
  stop: procedure.input(byName).output(companionOperations.stop),
  /** Takes a backup, then removes the companion with its data. The backup stays and fills a new companion by a restore. */
  remove: procedure.input(byName).output(companionOperations.remove),
  backups: procedure.input(byName).output(z.array(companionBackup)),
  backup: procedure.input(byName.extend({ backup: backupName.optional() })).output(companionOperations.backup),
  /** Takes a safety backup, then replaces the data. */
  restore: procedure.input(byName.extend({ backup: backupName })).output(companionOperations.restore),
  files: procedure.input(z.object({ id: tenantId, reveal: z.boolean().default(false) })).output(companionFiles),
  /** Writes `.env` and `compose.yaml` into another folder. @throws ALREADY_EXISTS for a file that this app did not write */
  export: procedure
    .input(z.object({ id: tenantId, folder: z.string().min(1).max(4096), overwrite: z.boolean().default(false) }))
    .output(z.object({ written: z.array(z.string()) })),
};
