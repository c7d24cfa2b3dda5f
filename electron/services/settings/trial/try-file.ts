import type { AppError } from '../../../../shared/contract/errors.ts';
import type { Access } from '../../../../shared/contract/settings.ts';
import { invalidSetting } from '../../redis/conf/check-value.ts';
import { quoteArg } from '../../redis/conf/conf-args.ts';
import { fileDirectives, fileValue } from '../../redis/conf/conf-values.ts';
import { directiveLines, formatRedisConf, numberedLine, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { tlsPort } from '../../redis/conf/tls-place.ts';
import { moduleFailure } from '../../redis/modules/module-failure.ts';
import type { ScratchMount } from '../../runtimes/docker/containers/scratch-container.ts';
import { trialLines } from '../../scratch/overrides.ts';
import type { ScratchDeps } from '../../scratch/own-data-server.ts';
import { runContainer } from '../../scratch/run-container.ts';
import { runProgram } from '../../scratch/run-program.ts';
import { ScratchError, type ScratchServer } from '../../scratch/scratch-server.ts';
import { untilReady } from '../../scratch/until-ready.ts';
import { type Peer, tryAccess } from './try-access.ts';

interface Trial {
  /** With all includes inlined. */
  readonly conf: RedisConf;
  /** How clients connect to the instance itself. */
  readonly peer: Peer;
  readonly signal: AbortSignal;
  /** Runs on the scratch server once it is open. */
  readonly probe?: (server: ScratchServer) => Promise<void>;
}

/**
 * Validates a file by starting the local redis-server with it as a scratch server without data.
 * @param cwd the instance's data folder, for relative paths of modules
 * @returns who can connect
 * @throws AppError BAD_VALUE with the line and the message of Redis
 */
export async function tryFile(trial: Trial & { readonly program: string; readonly cwd: string }): Promise<Access> {
  const { program, conf, cwd } = trial;
  return tried(trial, () =>
    runProgram({
      program,
      text: (folder) => withPlace(conf, { dir: loadsModules(conf) ? cwd : folder, unixsocket: `${folder}/s` }),
      password: fileValue(conf, 'requirepass') || null,
      cwd,
      overrides: (folder) => trialLines(folder, usesOf(conf)),
      memoryBytes: null,
    }),
  );
}

/**
 * Validates a file in a scratch container of the instance's image with the same mounts, read-only, so that modules, ACL
 * files and certificates exist at their paths.
 * @throws AppError BAD_VALUE with the line and the message of Redis; the engine's error if it cannot create a container
 */
export async function tryInContainer(
  { home, containers }: Pick<ScratchDeps, 'home' | 'containers'>,
  trial: Trial & { readonly id: string; readonly mounts?: readonly ScratchMount[] },
): Promise<Access> {
  const { conf, signal } = trial;
  const model = await containers.scratchModel(trial.id);
  return tried(trial, () =>
    runContainer(
      { home, startScratch: containers.startScratch },
      {
        name: `${model.name}-${Math.random().toString(36).slice(2, 10)}`,
        image: model.image,
        user: { like: model.user },
        mounts: [...model.mounts.map((mount) => ({ ...mount, readOnly: true })), ...(trial.mounts ?? [])],
        memoryBytes: null,
        text: withPlace(conf, { logfile: '', unixsocket: '/run/own/s' }),
        password: fileValue(conf, 'requirepass') || null,
        overrides: trialLines('/run/own', usesOf(conf)),
        signal,
      },
    ),
  );
}

async function tried({ conf, peer, signal, probe }: Trial, start: () => Promise<ScratchServer>): Promise<Access> {
  const server = await start();
  try {
    await untilReady(server, { until: 'open', signal });
    await probe?.(server);
    return await tryAccess(server, conf, peer);
  } catch (error) {
    if (!(error instanceof ScratchError)) throw error;
    // The cause has the whole log.
    throw Object.assign(refusal(error, conf), { cause: error });
  } finally {
    await server.close();
  }
}

function usesOf(conf: RedisConf): { readonly isCluster: boolean; readonly usesTls: boolean } {
  return { isCluster: fileDirectives(conf).has('cluster-enabled'), usesTls: tlsPort(conf) !== 0 };
}

function loadsModules(conf: RedisConf): boolean {
  return directiveLines(conf, 'loadmodule').length > 0;
}

/** The same lines, with paths that Redis opens while reading replaced by those of the trial. */
function withPlace(conf: RedisConf, places: Readonly<Record<string, string>>): string {
  const lines = conf.lines.map((line) => {
    const place = places[line.directive?.name ?? ''];
    return place === undefined ? line : { ...line, text: `${line.directive?.name} ${quoteArg(place)}` };
  });
  return formatRedisConf({ ...conf, lines });
}

/**
 * Parses the message for an invalid file: `Reading the configuration file, at line 3`, `>>> 'the line'` and the reason,
 * one per line. Since Redis 8 an unknown directive may belong to a module: Redis then only quotes it in the log, and the
 * line must be searched.
 */
function refusal({ output, message: reported }: ScratchError, conf: RedisConf): AppError<'BAD_VALUE'> {
  const unknown = /Unresolved Configuration\(s\) Detected:\s.*?>>> '(.*)'/.exec(output)?.[1];
  if (unknown !== undefined) return unknownDirective(unknown, conf);
  const failure = moduleFailure(output);
  if (failure?.kind === 'load') return refusedModule(failure.file, reported, conf);
  const lines = output.split('\n').map((line) => line.trim());
  const number = Number(/at line (\d+)/.exec(output)?.[1] ?? Number.NaN);
  const quoted = lines.findIndex((line) => line.startsWith(">>> '"));
  const reason = (lines[quoted + 1] ?? '').replace(/\.$/, '');
  const own = conf.lines.length;
  if (quoted !== -1 && number <= own) {
    // The quoted line may contain a secret: report only its directive.
    const name = (lines[quoted] ?? '').slice(5).split(/[\s']/)[0] ?? '';
    const { where, line } = shownLine(conf, number - 1);
    const message = `Redis rejects ${where} (${name}): ${reason}. Nothing was changed.`;
    return invalidSetting(where, reason, message, line);
  }
  return invalidSetting(
    'redis.conf',
    'a file that Redis accepts',
    `Redis does not start with the new file: ${reported}. Nothing was changed.`,
  );
}

/** The origin of a tried line: `line 3`, or `line 3 of /etc/redis/extra.conf`. */
function shownLine(conf: RedisConf, index: number): { readonly where: string; readonly line?: number } {
  const { line, number } = numberedLine(conf, index);
  const file = line?.origin?.file;
  return file ? { where: `line ${number} of ${file}` } : { where: `line ${number}`, line: number };
}

/** @param file the path as its line gives it */
function refusedModule(file: string, reported: string, conf: RedisConf): AppError<'BAD_VALUE'> {
  const index = conf.lines.findLastIndex(
    ({ directive }) => directive?.name === 'loadmodule' && directive.args[0] === file,
  );
  const { where, line } = index === -1 ? { where: 'redis.conf' } : shownLine(conf, index);
  const message = `Redis rejects ${where} (loadmodule): ${reported}. Nothing was changed.`;
  return invalidSetting(where, 'a module that Redis loads', message, line);
}

function unknownDirective(quoted: string, conf: RedisConf): AppError<'BAD_VALUE'> {
  const name = quoted.split(' ')[0] ?? '';
  const index = conf.lines.findLastIndex(
    ({ text }) => text.trim().split(/\s/)[0]?.toLowerCase() === name.toLowerCase(),
  );
  const reason = 'neither Redis nor a loaded module has this directive';
  const { where, line } = index === -1 ? { where: 'redis.conf' } : shownLine(conf, index);
  const message = `Redis rejects ${where} (${name}): ${reason}. Nothing was changed.`;
  return invalidSetting(where, 'a directive of Redis', message, line);
}
