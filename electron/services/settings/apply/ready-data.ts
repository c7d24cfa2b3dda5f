import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { saveNow } from '../../backups/take/verified-save.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { confPlaceOfEntry } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { flattened, readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { aofWritten, type DataForm, dataForm, dataNames } from '../../redis/data/data-form.ts';
import { putAofAside } from '../../redis/data/leave-aof.ts';
import type { Runtime, RuntimeEntry } from '../../runtimes/runtime.ts';
import { type ScratchDeps, startOnOwnData } from '../../scratch/own-data-server.ts';
import { fitMemory } from './fit-memory.ts';
import { giveValues } from './move-live.ts';
import { refuseStart } from './refuse-start.ts';
import { switchAofOn } from './switch-aof-on.ts';

export interface ReadyDataDeps extends ScratchDeps {
  readonly environment: Environment;
  /** Ends what a program that was killed has left working on the data. */
  readonly endScratch: (id: string) => Promise<void>;
  readonly log: (what: string) => void;
}

/**
 * A runtime whose every start loads all data, whatever somebody wrote into redis.conf since the last one: Redis reads
 * either the AOF or the dump, and begins empty where the file names the one that is not there.
 */
export function withReadyData<R extends Runtime>(runtime: R, deps: ReadyDataDeps): R {
  return {
    ...runtime,
    async start(id: string, signal: AbortSignal) {
      const entry = (await runtime.list(id)).find((candidate) => candidate.id === id);
      if (entry?.state === 'stopped') {
        if (runtime.kind === 'docker') await deps.endScratch(id);
        await readyData(deps, entry, signal);
        if (runtime.kind === 'docker') await fitMemory(deps, entry);
      }
      return runtime.start(id, signal);
    },
  };
}

async function readyData(deps: ReadyDataDeps, entry: RuntimeEntry, signal: AbortSignal): Promise<void> {
  const { id, mounts } = entry;
  const paths = instancePaths(deps.environment, id);
  const place = confPlaceOfEntry(entry, mounts.config === null ? paths.configFile : `${mounts.config}/redis.conf`);
  const effective = await readEffectiveConf(place);
  if (effective === null) return;
  const folder = mounts.data ?? paths.data;
  await refuseStart({ id, runtime: entry.runtime, conf: effective, place, folder });
  if (effective.unread.length > 0) {
    // Which files hold its data is not known then: nothing is moved, and Redis has the last word.
    deps.log(`${id}: ${effective.unread.map(({ include, reason }) => `${include} ${reason}`).join('; ')}.`);
    return;
  }
  const conf = flattened(effective);
  const form = await dataForm(folder, conf);
  if (form === null || form === 'none') return;
  if (!isRead(form, conf)) await bringOver(deps, { id, runtime: entry.runtime, conf, folder, form }, signal);
  await leaveUnusedAof(folder, conf);
}

/** One that stays where a server runs without it is as old as that server is by the time somebody switches it on. */
async function leaveUnusedAof(folder: string, conf: RedisConf): Promise<void> {
  const names = dataNames(conf);
  if (usesAof(conf) || (await aofWritten(folder, names)) === null) return;
  await putAofAside(folder, names, new Date());
}

interface Data {
  readonly id: string;
  readonly runtime: RuntimeKind;
  readonly conf: RedisConf;
  readonly folder: string;
  readonly form: DataForm;
}

/** Writes the data in the form that the file says, from the one it is in. */
async function bringOver(deps: ReadyDataDeps, data: Data, signal: AbortSignal): Promise<void> {
  const { id, runtime, conf, folder, form } = data;
  deps.log(
    form === 'aof'
      ? `${id}: redis.conf switches the AOF off while only that holds all data; a snapshot is saved from it first.`
      : `${id}: redis.conf switches an AOF on that is not there; it is written from the dump first.`,
  );
  const options = { id, runtime, conf, dataFolder: folder, fromAof: form === 'aof', signal };
  const server = await startOnOwnData(deps, options).catch((error: unknown) => {
    throw form === 'aof' && isAppError(error, 'START_FAILED') ? unreadableAof(folder, conf, error) : error;
  });
  try {
    const op = { progress: () => undefined };
    if (form === 'aof') {
      await saveNow({ id, link: server.link, op });
      await giveValues(server.link, { appendonly: 'no' });
    } else {
      await switchAofOn(id, server.link, op);
    }
    await server.end();
  } finally {
    await server.close();
  }
}

/** Whether a start on this file reads data of that form. */
export function isRead(form: DataForm, conf: RedisConf): boolean {
  return form === 'none' || (form === 'aof') === usesAof(conf);
}

function usesAof(conf: RedisConf): boolean {
  return fileValue(conf, 'appendonly')?.toLowerCase() === 'yes';
}

function unreadableAof(folder: string, conf: RedisConf, cause: AppError<'START_FAILED'>): AppError<'START_FAILED'> {
  const { aofFolder } = dataNames(conf);
  const message = `${cause.message} redis.conf says appendonly no, but the AOF in ${folder}/${aofFolder} is newer than the dump. Repair it with redis-check-aof, or move it away to start on the dump.`;
  return new AppError('START_FAILED', message, cause.data, { cause });
}
