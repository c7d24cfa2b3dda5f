import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError } from '../../../shared/contract/errors.ts';
import { can, PROGRAM_RUNTIME } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { asHomeFailure } from '../platform/files/file-errors.ts';
import { quoteArg } from '../redis/conf/conf-args.ts';
import { flattened } from '../redis/conf/effective-conf.ts';
import { type ConfLine, parseRedisConf, type RedisConf } from '../redis/conf/redis-conf.ts';
import { moduleFailure } from '../redis/modules/module-failure.ts';
import { type LoadedModule, parseModuleList } from '../redis/modules/module-list.ts';
import { findProgram } from '../runtimes/process/program.ts';
import { scratchFolder } from '../scratch/scratch-folder.ts';
import { ScratchError, type ScratchServer } from '../scratch/scratch-server.ts';
import type { Gathered } from '../settings/plan/gather.ts';
import { tryFile, tryInContainer } from '../settings/trial/try-file.ts';
import { copyModule, type ModuleFile } from './module-file.ts';
import type { ModulesDeps } from './modules-deps.ts';

const ANSWER_MS = 10_000;
const TRIAL_MS = 60_000;
/** In a scratch container; no image has this folder. */
const STAGE = '/run/vrooli-module';

/** The properties of a module in a scratch server. */
export interface TriedModule {
  readonly name: string;
  readonly version: number;
  /** Null before Redis 7, which does not report them. */
  readonly commands: readonly string[] | null;
}

type Trial = Pick<Gathered, 'instance' | 'runtime' | 'facts'>;

/**
 * Loads a module beside those of an instance, in a scratch server with its settings and without data. The file is
 * copied for it, and nothing is left.
 * @throws AppError ALREADY_EXISTS for a name in use, BAD_VALUE with the reason of Redis or of the module, NO_RUNTIME
 */
export async function tryModule(
  deps: ModulesDeps,
  trial: Trial,
  file: ModuleFile,
  args: readonly string[],
): Promise<TriedModule> {
  const folder = await scratchFolder(deps.home).catch((error: unknown) => {
    throw asHomeFailure(error, deps.home);
  });
  try {
    const copy = await copyModule(file, join(folder, 'module'));
    const inContainer = can(trial.runtime.kind, 'image');
    const path = inContainer ? `${STAGE}/${file.name}` : copy;
    const mounts = inContainer ? [{ type: 'bind', source: copy, target: path, readOnly: true } as const] : [];
    const conf = flattened(trial.facts.effective);
    const line = moduleLine(path, args);
    const attempt = (lines: readonly ConfLine[]) =>
      loadIn(deps, trial, { ...conf, lines: [...lines, line] }, mounts, path);
    const others = conf.lines.filter(({ directive }) => directive?.name === 'loadmodule');
    return await attempt(conf.lines).catch(async (error: unknown) => {
      const failure = failureOf(error);
      if (failure === null) throw error;
      // A module whose name is in use gives no reason. Alone it loads, and reports its name.
      const alone = others.length === 0 ? null : await attempt(without(conf, others)).catch(() => null);
      const taken = alone && (await namesOf(deps, trial)).find(({ name }) => name === alone.name);
      if (taken) throw nameTaken(trial.instance.id, taken);
      const message = `${file.name} cannot be loaded into ${trial.instance.id}: ${failure}. Nothing was changed.`;
      throw new AppError(
        'BAD_VALUE',
        message,
        { field: 'load', expected: 'a module that Redis loads' },
        { cause: error },
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Starts a scratch server with a configuration and without data, in the runtime of the instance.
 * @throws AppError BAD_VALUE, NO_RUNTIME
 */
export async function tryConfiguration(
  deps: ModulesDeps,
  { instance, runtime }: Pick<Trial, 'instance' | 'runtime'>,
  conf: RedisConf,
  probe: (server: ScratchServer) => Promise<void>,
  mounts: Parameters<typeof tryInContainer>[1]['mounts'] = [],
): Promise<void> {
  const peer = { isLocal: true, version: null };
  const common = { conf, peer, probe, signal: AbortSignal.timeout(TRIAL_MS) };
  if (can(runtime.kind, 'image')) {
    await tryInContainer(deps, { ...common, id: instance.id, mounts });
    return;
  }
  const program = await findProgram(deps.programPath);
  if (program === null) throw noProgram(runtime.kind);
  await tryFile({ ...common, program, cwd: instance.paths.data });
}

async function loadIn(
  deps: ModulesDeps,
  trial: Trial,
  conf: RedisConf,
  mounts: Parameters<typeof tryInContainer>[1]['mounts'],
  path: string,
): Promise<TriedModule> {
  let found: TriedModule | null = null;
  const probe = async (server: ScratchServer) => {
    found = await describe(server, path);
  };
  await tryConfiguration(deps, trial, conf, probe, mounts);
  return found ?? { name: '', version: 0, commands: null };
}

async function describe(server: ScratchServer, path: string): Promise<TriedModule | null> {
  const link = server.link();
  if (link === null) return null;
  const list = parseModuleList(await link.call(ANSWER_MS, 'MODULE', 'LIST').catch(() => []));
  const own = list.find(({ file }) => file === path) ?? list.at(-1);
  if (own === undefined) return null;
  const commands = await link.call(ANSWER_MS, 'COMMAND', 'LIST', 'FILTERBY', 'MODULE', own.name).catch(() => null);
  return {
    name: own.name,
    version: own.version,
    commands: Array.isArray(commands) ? commands.map(String).sort() : null,
  };
}

/** Why a module was not loaded; null for another failure. */
function failureOf(error: unknown): string | null {
  if (!isAppError(error, 'BAD_VALUE') || !(error.cause instanceof ScratchError)) return null;
  const failure = moduleFailure(error.cause.output);
  if (failure?.kind !== 'load') return null;
  return /cannot open shared object file: Permission denied/.test(failure.reason)
    ? 'the user that Redis runs as cannot read it (Permission denied)'
    : failure.reason;
}

/** The modules that the configuration of the instance loads. */
async function namesOf(deps: ModulesDeps, trial: Trial): Promise<readonly LoadedModule[]> {
  let found: readonly LoadedModule[] = [];
  await tryConfiguration(deps, trial, flattened(trial.facts.effective), async (server) => {
    const reply = await server
      .link()
      ?.call(ANSWER_MS, 'MODULE', 'LIST')
      .catch(() => []);
    found = parseModuleList(reply);
  }).catch(() => undefined);
  return found;
}

function moduleLine(path: string, args: readonly string[]): ConfLine {
  const [line] = parseRedisConf(['loadmodule', quoteArg(path), ...args.map(quoteArg)].join(' ')).lines;
  return line ?? { text: '', directive: null };
}

function without({ lines }: RedisConf, dropped: readonly ConfLine[]): readonly ConfLine[] {
  return lines.filter((line) => !dropped.includes(line));
}

export function nameTaken(id: string, { name, version, file }: LoadedModule): AppError<'ALREADY_EXISTS'> {
  const from = file ? ` from ${file}` : '';
  const message = `${id} already loads a module with the name ${name}, version ${version}${from}. Unload that one first. Nothing was changed.`;
  return new AppError('ALREADY_EXISTS', message, { id, detail: name });
}

function noProgram(runtime: RuntimeKind): AppError<'NO_RUNTIME'> {
  const reason = 'no redis-server program was found, in which the module could be tried';
  const message = `The module cannot be tried: ${reason}. Install redis-server with your package manager.`;
  return new AppError('NO_RUNTIME', message, { reasons: [{ runtime: runtime ?? PROGRAM_RUNTIME, reason }] });
}
