import { z } from 'zod';
import { procedure } from './base.ts';
import { companionKind } from './companion.ts';
import { createTenantInput, tenantOperations } from './tenant.ts';
import { runtimeKind, tenantId } from './values.ts';

/** The name of the file that describes the Redis of a project. */
export const PROJECT_FILE = 'vrooli-redis.json';

/** One value of a directive, as in redis.conf. */
const settingValue = z.union([z.string().max(1000), z.number(), z.boolean()]);

/** The content of `vrooli-redis.json`. Its JSON schema is `resources/vrooli-redis.schema.json`. */
export const projectFile = z.strictObject({
  $schema: z.string().max(1000).optional().describe('The address of this schema, for editors.'),
  tenant: tenantId.describe('The id of the tenant, such as the name of the project.'),
  runtime: runtimeKind.optional().describe('Where it runs. Default: in Docker where an engine responds.'),
  version: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,3}){0,2}$/)
    .optional()
    .describe('The Redis version, such as "7", "7.2" or "7.2.5". Default: that of a new installation.'),
  settings: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), settingValue)
    .optional()
    .describe('Directives of redis.conf with their values, such as {"maxmemory": "256mb"}.'),
  seed: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .describe('A backup file inside the folder of this file. It is restored once, when the tenant is created.'),
  resources: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/))
    .max(10)
    .optional()
    .describe('Other services beside redis: postgres, minio.'),
  password: z
    .enum(['generate', 'none'])
    .optional()
    .describe('Whether a new tenant gets a generated password. Default: none.'),
});
export type ProjectFile = z.infer<typeof projectFile>;

/** The tenant of a project file, next to the existing one. */
export const projectPlan = z.object({
  /** The path of the project file. */
  file: z.string(),
  tenant: tenantId,
  exists: z.boolean(),
  /** The tenant as it would be created; null if it exists. */
  create: createTenantInput.nullable(),
  /** The backup that a new tenant is filled with; null if there is none, or the tenant exists. */
  seed: z.object({ path: z.string(), sizeBytes: z.number() }).nullable(),
  /** The directives whose values in redis.conf differ, with the values of the project file. */
  changes: z.record(z.string(), z.string()),
  /** The version of the project file, and that of the tenant if it differs; null if they match or one is unknown. */
  version: z.object({ wanted: z.string(), current: z.string() }).nullable(),
  /** Other services that the project needs, in the order of their creation. */
  companions: z.array(companionKind),
});
export type ProjectPlan = z.infer<typeof projectPlan>;

/** The folder that holds the project file, and where a missing tenant is created. */
const projectInput = z.object({
  folder: z.string().min(1).max(4096),
  ...createTenantInput.pick({ engine: true, publish: true }).shape,
});
export type ProjectInput = z.infer<typeof projectInput>;

export const projects = {
  /** Reads the project file and changes nothing. @throws NOT_FOUND; BAD_VALUE names the field; NO_RUNTIME */
  plan: procedure.input(projectInput).output(projectPlan),
  /** Creates the tenant of the project file, with its seed. @throws ALREADY_EXISTS, and what `plan` throws */
  create: procedure.input(projectInput).output(tenantOperations.create),
};
