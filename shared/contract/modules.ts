import { z } from 'zod';
import { procedure } from './base.ts';
import { operationOf } from './operation.ts';
import { settingsApplied, settingsPlan } from './settings.ts';
import { instanceId, runtimeKind } from './values.ts';

/** Keys whose values have one type of a module. */
export const moduleValues = z.object({ type: z.string(), keys: z.number().int() });
export type ModuleValues = z.infer<typeof moduleValues>;

/**
 * Who loads a module. `redis.conf`: a line of it. `elsewhere`: an included file or the start command. `image`: the
 * image of the container, without a line. `server`: it is a part of the server.
 */
export const moduleOrigin = z.enum(['redis.conf', 'elsewhere', 'image', 'server']);

/** A module of an instance. Unknown values are null: a stopped server reports no names, Redis 6 no files. */
export const installedModule = z.object({
  name: z.string().nullable(),
  version: z.number().int().nullable(),
  /** The server's path. */
  file: z.string().nullable(),
  /** The same file on this computer; null for one inside a container. */
  here: z.string().nullable(),
  arguments: z.array(z.string()).nullable(),
  origin: moduleOrigin,
  /** The place of its line where that is not redis.conf, such as `line 3 of /etc/redis/modules.conf`. */
  place: z.string().nullable(),
  /** Null if the server does not report its modules. */
  isLoaded: z.boolean().nullable(),
  /** Types of values that only this module can have; empty if none was found. */
  types: z.array(z.string()),
});
export type InstalledModule = z.infer<typeof installedModule>;

/** The modules of one instance. */
export const modulesState = z.object({
  id: instanceId,
  runtime: runtimeKind.nullable(),
  running: z.boolean(),
  modules: z.array(installedModule),
  /** Why a running server does not report its modules, in its own words. */
  refusal: z.string().nullable(),
  /** The values of modules in its databases; null if the server was not asked. `isComplete`: all keys were read. */
  values: z.object({ types: z.array(moduleValues), isComplete: z.boolean() }).nullable(),
});
export type ModulesState = z.infer<typeof modulesState>;

/** Loading or unloading one module. */
export const modulesRequest = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('load'),
    /** An absolute path on this computer, or the id of a file that a browser has uploaded (`POST /upload`). */
    from: z.union([
      z.strictObject({ path: z.string().min(1).max(4096) }),
      z.strictObject({ upload: z.string().min(1).max(64) }),
    ]),
    /** As in redis.conf: separated by spaces, with quotes around an argument that contains a space. */
    arguments: z.string().max(4096).default(''),
  }),
  z.strictObject({
    kind: z.literal('unload'),
    /** Its name, or the path of its file where the server does not report names. */
    name: z.string().min(1).max(4096),
  }),
]);
export type ModulesRequest = z.infer<typeof modulesRequest>;

/** A module that is loaded or unloaded. */
const changedModule = z.object({
  name: z.string().nullable(),
  version: z.number().int().nullable(),
  /** The server's path. */
  file: z.string().nullable(),
});
export type ChangedModule = z.infer<typeof changedModule>;

export const modulesPlan = z.object({
  settings: settingsPlan,
  module: changedModule,
  /** The commands that it adds or takes away; null if the server does not report them. */
  commands: z.array(z.string()).nullable(),
  /** Keys that nothing can read without the module. They are deleted, after a safety backup. */
  lost: z.array(moduleValues),
});
export type ModulesPlan = z.infer<typeof modulesPlan>;

export const modulesApplied = settingsApplied.extend({
  state: modulesState,
  module: changedModule,
  deletedKeys: z.number().int(),
  /** Whether the server reports the change; null if it is stopped or refuses MODULE LIST. */
  verified: z.boolean().nullable(),
});
export type ModulesApplied = z.infer<typeof modulesApplied>;

export const modulesOperation = operationOf('modules', modulesApplied);

const byId = z.object({ id: instanceId });
const change = byId.extend({ request: modulesRequest });

export const modules = {
  state: procedure.input(byId).output(modulesState),
  /** Changes nothing. A module to load is tried in a scratch server without data. */
  plan: procedure.input(change).output(modulesPlan),
  /**
   * Copies a module where the server can load it, tries it there, and restarts once. `confirmed` is needed where keys are
   * lost. Undone by reverting its history entry.
   */
  apply: procedure.input(change.extend({ confirmed: z.boolean().default(false) })).output(modulesOperation),
};
