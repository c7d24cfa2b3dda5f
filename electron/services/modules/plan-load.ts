import { closeSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ModulesRequest } from '../../../shared/contract/modules.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import { instanceModules } from '../instances/status/loaded-modules.ts';
import { invalidSetting } from '../redis/conf/check-value.ts';
import { splitArgs } from '../redis/conf/conf-args.ts';
import { confPlaceOf, pathInside } from '../redis/conf/conf-place.ts';
import { directiveLines, formatRedisConf, replaceLines } from '../redis/conf/redis-conf.ts';
import { HEADER_BYTES, libraryHeader, machineName } from '../redis/modules/library-file.ts';
import { findProgram } from '../runtimes/process/program.ts';
import { type Gathered, gather } from '../settings/plan/gather.ts';
import { type ModuleFile, newModuleFolder, openModule, type ServerPlatform } from './module-file.ts';
import type { ModulesDeps } from './modules-deps.ts';
import { nameTaken, type TriedModule, tryModule } from './try-modules.ts';

/** The result of loading a module. */
export interface LoadWork {
  readonly kind: 'load';
  readonly source: ModuleFile;
  /** The folder of its copy. */
  readonly folder: string;
  /** The server's path of the copy. */
  readonly file: string;
  readonly module: TriedModule;
  /** The new content of redis.conf. */
  readonly text: string;
}

/**
 * Checks a module and tries it. Touches nothing.
 * @throws AppError BAD_VALUE, NOT_FOUND, ALREADY_EXISTS, FILE_UNREADABLE, NO_RUNTIME
 */
export async function planLoad(
  deps: ModulesDeps,
  id: string,
  request: Extract<ModulesRequest, { kind: 'load' }>,
): Promise<LoadWork> {
  const args = argumentsOf(request.arguments);
  const gathered = await gather(deps, id, { names: null, own: false });
  gathered.release();
  const { facts, instance } = gathered;
  const upload = 'upload' in request.from ? deps.uploadedFile(request.from.upload) : null;
  const path = upload?.path ?? ('path' in request.from ? request.from.path : '');
  const source = await openModule(id, path, await platformOf(deps, gathered), upload?.name);
  const folder = newModuleFolder(instance.paths.config);
  const file = pathInside(confPlaceOf(instance), join(folder, source.name));
  if (file === null) {
    const message =
      'The folder of redis.conf is not mounted in the container, so Redis cannot load a module from there. Recreate the container with its folder.';
    throw invalidSetting('load', 'a folder that the container mounts', message);
  }
  const module = await tryModule(deps, gathered, source, args);
  // The image's own modules are in no line, so the trial does not load them.
  const { modules } = await instanceModules(deps, instance);
  const taken = modules.find(({ loaded }) => loaded?.name === module.name)?.loaded;
  if (taken) throw nameTaken(id, taken);
  const lines = [...directiveLines(facts.conf, 'loadmodule'), { name: 'loadmodule', args: [file, ...args] }];
  const text = formatRedisConf(replaceLines(facts.conf, ['loadmodule'], lines));
  return { kind: 'load', source, folder, file, module, text };
}

/** @throws AppError BAD_VALUE for unbalanced quotes */
function argumentsOf(text: string): readonly string[] {
  const args = splitArgs(text.trim());
  if (args !== null) return args;
  const message = `The arguments ${text} have an unmatched quote, or text directly after a closing quote. Write them as in redis.conf: size 10 name "two words". Nothing was changed.`;
  throw invalidSetting('arguments', 'words, with balanced quotes', message);
}

/** The platform of the server: of the image of a container, otherwise of the local redis-server. */
async function platformOf(deps: ModulesDeps, { instance, runtime }: Gathered): Promise<ServerPlatform> {
  if (can(runtime.kind, 'image')) {
    const image = instance.entry?.imageId ?? instance.entry?.image ?? instance.record?.image ?? deps.environment.image;
    const found = await deps.containers.architectureOf(image).catch(() => null);
    return { system: 'linux', machine: found && machineName(found) };
  }
  const system = process.platform === 'darwin' ? 'macos' : 'linux';
  const program = await findProgram(deps.programPath);
  const machines = program === null ? [] : (libraryHeader(headOf(program))?.machines ?? []);
  // A universal program runs on the processor of this computer.
  return { system, machine: machines.length === 1 ? (machines[0] ?? null) : machineName(process.arch) };
}

/** The first bytes of a program, which may be a script. */
function headOf(path: string): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    return head.subarray(0, readSync(file, head, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

/** Its name in titles, before the real one is known. */
export function titleOf({ module, source }: LoadWork): string {
  return module.name || basename(source.path);
}
