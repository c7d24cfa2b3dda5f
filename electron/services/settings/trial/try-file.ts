import type { AppError } from '../../../../shared/contract/errors.ts';
import type { Access } from '../../../../shared/contract/settings.ts';
import { bad } from '../../redis/conf/check-value.ts';
import { quoteArg } from '../../redis/conf/conf-args.ts';
import { fileDirectives, fileValue } from '../../redis/conf/conf-values.ts';
import { directiveLines, formatRedisConf, numberedLine, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { trialLines } from '../../scratch/overrides.ts';
import type { ScratchDeps } from '../../scratch/own-data-server.ts';
import { runContainer } from '../../scratch/run-container.ts';
import { runProgram } from '../../scratch/run-program.ts';
import { ScratchError, type ScratchServer } from '../../scratch/scratch-server.ts';
import { untilReady } from '../../scratch/until-ready.ts';
import { type Peer, tryAccess } from './try-access.ts';

interface Trial {
  /** Whole: what it includes stands in it. */
  readonly conf: RedisConf;
  /** How clients come to the instance itself. */
  readonly peer: Peer;
  readonly signal: AbortSignal;
}

/**
 * Starts a scratch server of this computer's Redis on a new file, without data, to see whether it takes it.
 * @param cwd the instance's data folder, to which relative paths of modules lead
 * @returns who gets in
 * @throws AppError BAD_VALUE with what Redis says of which line
 */
export async function tryFile(trial: Trial & { readonly program: string; readonly cwd: string }): Promise<Access> {
  const { program, conf, cwd } = trial;
  return tried(trial, () =>
    runProgram({
      program,
      text: (folder) => withPlace(conf, { dir: loadsModules(conf) ? cwd : folder, unixsocket: `${folder}/s` }),
      password: fileValue(conf, 'requirepass') || null,
      cwd,
      overrides: (folder) => trialLines(folder, fileDirectives(conf).has('cluster-enabled')),
      memoryBytes: null,
    }),
  );
}

/**
 * The same in a container of the instance's own image, with all that the instance's container has mounted, read-only:
 * modules, users and certificates are where the file says.
 * @throws AppError BAD_VALUE with what Redis says of which line; what the engine says when it cannot make one
 */
export async function tryInContainer(
  { home, containers }: Pick<ScratchDeps, 'home' | 'containers'>,
  trial: Trial & { readonly id: string },
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
        mounts: model.mounts.map((mount) => ({ ...mount, readOnly: true })),
        memoryBytes: null,
        text: withPlace(conf, { logfile: '', unixsocket: '/run/own/s' }),
        password: fileValue(conf, 'requirepass') || null,
        overrides: trialLines('/run/own', fileDirectives(conf).has('cluster-enabled')),
        signal,
      },
    ),
  );
}

async function tried({ conf, peer, signal }: Trial, start: () => Promise<ScratchServer>): Promise<Access> {
  const server = await start();
  try {
    await untilReady(server, { until: 'open', signal });
    return await tryAccess(server, conf, peer);
  } catch (error) {
    throw error instanceof ScratchError ? refusal(error, conf) : error;
  } finally {
    await server.close();
  }
}

function loadsModules(conf: RedisConf): boolean {
  return directiveLines(conf, 'loadmodule').length > 0;
}

/** The text, line for line, with places of the trial's own for what Redis opens as it reads. */
function withPlace(conf: RedisConf, places: Readonly<Record<string, string>>): string {
  const lines = conf.lines.map((line) => {
    const place = places[line.directive?.name ?? ''];
    return place === undefined ? line : { ...line, text: `${line.directive?.name} ${quoteArg(place)}` };
  });
  return formatRedisConf({ ...conf, lines });
}

/**
 * What Redis says of a file it does not take: `Reading the configuration file, at line 3`, `>>> 'the line'` and the
 * reason, a line each. From Redis 8 on a directive that it does not know may belong to a module: then it only quotes
 * it, in its log, and the line is looked for.
 */
function refusal({ output, message: reported }: ScratchError, conf: RedisConf): AppError<'BAD_VALUE'> {
  const unknown = /Unresolved Configuration\(s\) Detected:\s.*?>>> '(.*)'/.exec(output)?.[1];
  if (unknown !== undefined) return unknownDirective(unknown, conf);
  const lines = output.split('\n').map((line) => line.trim());
  const number = Number(/at line (\d+)/.exec(output)?.[1] ?? Number.NaN);
  const quoted = lines.findIndex((line) => line.startsWith(">>> '"));
  const reason = (lines[quoted + 1] ?? '').replace(/\.$/, '');
  const own = conf.lines.length;
  if (quoted !== -1 && number <= own) {
    // The line as Redis quotes it may hold a secret: only its directive is told.
    const name = (lines[quoted] ?? '').slice(5).split(/[\s']/)[0] ?? '';
    const { where, line } = shownLine(conf, number - 1);
    const message = `Redis does not take ${where} (${name}): ${reason}. Nothing was changed.`;
    return bad(where, reason, message, line);
  }
  return bad(
    'redis.conf',
    'a file that Redis takes',
    `Redis does not start on the new file: ${reported}. Nothing was changed.`,
  );
}

/** Where a line of what was tried stands: `line 3`, or `line 3 of /etc/redis/extra.conf`. */
function shownLine(conf: RedisConf, index: number): { readonly where: string; readonly line?: number } {
  const { line, number } = numberedLine(conf, index);
  const file = line?.origin?.file;
  return file ? { where: `line ${number} of ${file}` } : { where: `line ${number}`, line: number };
}

function unknownDirective(quoted: string, conf: RedisConf): AppError<'BAD_VALUE'> {
  const name = quoted.split(' ')[0] ?? '';
  const index = conf.lines.findLastIndex(
    ({ text }) => text.trim().split(/\s/)[0]?.toLowerCase() === name.toLowerCase(),
  );
  const reason = 'neither Redis nor a module that it loads has such a directive';
  const { where, line } = index === -1 ? { where: 'redis.conf' } : shownLine(conf, index);
  const message = `Redis does not take ${where} (${name}): ${reason}. Nothing was changed.`;
  return bad(where, 'a directive of Redis', message, line);
}
