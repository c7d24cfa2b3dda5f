import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { saveNow } from '../../backups/take/verified-save.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import { expiryTime } from '../../platform/time/expiry-time.ts';
import { type ConfPlace, confPlaceOfEntry } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { flattened, readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { aofWritten, type DataForm, dataForm, dataNames } from '../../redis/data/data-form.ts';
import { putAofAside } from '../../redis/data/leave-aof.ts';
import { removeExpiredUnused } from '../../redis/data/unused-data.ts';
import { requireProtectedPort } from '../../runtimes/protected-port.ts';
import type { Runtime, RuntimeEntry } from '../../runtimes/runtime.ts';
import { type ScratchDeps, startOnOwnData } from '../../scratch/own-data-server.ts';
import { fitMemory } from './fit-memory.ts';
import { setValues } from './move-live.ts';
import { refuseRestart, refuseStart } from './refuse-start.ts';
import { switchAofOn } from './switch-aof-on.ts';

export interface ReadyDataDeps extends ScratchDeps {
  readonly environment: Environment;
  /** Stops a scratch server that a killed process left running on the data. */
  readonly endScratch: (id: string) => Promise<void>;
  readonly log: (message: string) => void;
}

/**
 * Makes every start load all data, even after redis.conf was edited: Redis reads either the AOF or the dump, and starts
 * empty if the configured one does not exist.
 */
export function withReadyData(runtime: Runtime, deps: ReadyDataDeps): Required<Pick<Runtime, 'checkStart' | 'start'>> {
  return {
    async checkStart(id: string) {
      const entry = (await runtime.list(id)).find((candidate) => candidate.id === id);
      if (entry?.state !== 'running') return;
      await runtime.checkStart?.(id);
      const place = placeOf(deps, entry);
      const conf = await readEffectiveConf(place);
      if (conf !== null) refuseRestart({ id, runtime: entry.runtime, conf, place });
      const { engine, deployment, publishedOn } = entry;
      const paths = instancePaths(deps.environment, id);
      await requireProtectedPort({ id, paths, engine, deployment, publishOn: publishedOn ?? undefined });
    },
    async start(id: string, signal: AbortSignal) {
      const entry = (await runtime.list(id)).find((candidate) => candidate.id === id);
      if (entry?.state === 'stopped') {
        if (can(runtime.kind, 'image')) await deps.endScratch(id);
        await readyData(deps, entry, signal);
        if (can(runtime.kind, 'limits')) await fitMemory(deps, entry);
      }
      return runtime.start(id, signal);
    },
  };
}

async function readyData(deps: ReadyDataDeps, entry: RuntimeEntry, signal: AbortSignal): Promise<void> {
  const { id, mounts } = entry;
  const place = placeOf(deps, entry);
  const effective = await readEffectiveConf(place);
  if (effective === null) return;
  if (entry.engine !== undefined) {
    // The data is in a volume. Redis reads it as redis.conf says, as after a restart by the engine.
    return refuseStart({ id, runtime: entry.runtime, conf: effective, place, folder: null });
  }
  const folder = mounts.data ?? instancePaths(deps.environment, id).data;
  await refuseStart({ id, runtime: entry.runtime, conf: effective, place, folder });
  if (effective.unread.length > 0) {
    // With an unreadable include it is unknown which files hold the data: convert nothing and let Redis decide.
    deps.log(`${id}: ${effective.unread.map(({ include, reason }) => `${include} ${reason}`).join('; ')}.`);
    return;
  }
  const conf = flattened(effective);
  const form = await dataForm(folder, conf);
  if (form === null || form === 'none') return;
  if (!isRead(form, conf)) await convertData(deps, { id, runtime: entry.runtime, conf, folder, form }, signal);
  await setUnusedAofAside(folder, conf);
  removeExpiredUnused(folder, new Date(await expiryTime(deps.environment.home)));
}

function placeOf({ environment }: ReadyDataDeps, entry: RuntimeEntry): ConfPlace {
  const { config } = entry.mounts;
  return confPlaceOfEntry(
    entry,
    config === null ? instancePaths(environment, entry.id).configFile : `${config}/redis.conf`,
  );
}

/** An unused AOF becomes outdated: enabling AOF later would load it. */
async function setUnusedAofAside(folder: string, conf: RedisConf): Promise<void> {
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

/** Converts the data to the form that redis.conf expects. */
async function convertData(deps: ReadyDataDeps, data: Data, signal: AbortSignal): Promise<void> {
  const { id, runtime, conf, folder, form } = data;
  deps.log(
    form === 'aof'
      ? `${id}: redis.conf disables AOF, but only the AOF holds all data. Saving a snapshot from it first.`
      : `${id}: redis.conf enables AOF, but there is no AOF. Writing it from the dump first.`,
  );
  const options = { id, runtime, conf, dataFolder: folder, fromAof: form === 'aof', signal };
  const server = await startOnOwnData(deps, options).catch((error: unknown) => {
    throw form === 'aof' && isAppError(error, 'START_FAILED') ? unreadableAof(folder, conf, error) : error;
  });
  try {
    const op = { progress: () => undefined };
    if (form === 'aof') {
      await saveNow({ id, link: server.link, op });
      await setValues(server.link, { appendonly: 'no' });
    } else {
      await switchAofOn(id, server.link, op);
    }
    await server.end();
  } finally {
    await server.close();
  }
}

/** Whether a start with this configuration reads data of that form. */
export function isRead(form: DataForm, conf: RedisConf): boolean {
  return form === 'none' || (form === 'aof') === usesAof(conf);
}

function usesAof(conf: RedisConf): boolean {
  return fileValue(conf, 'appendonly')?.toLowerCase() === 'yes';
}

function unreadableAof(folder: string, conf: RedisConf, cause: AppError<'START_FAILED'>): AppError<'START_FAILED'> {
  const { aofFolder } = dataNames(conf);
  const message = `${cause.message} redis.conf says appendonly no, but the AOF in ${folder}/${aofFolder} is newer than the dump. Repair it with redis-check-aof, or move it away to start from the dump.`;
  return new AppError('START_FAILED', message, cause.data, { cause });
}
