import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StopPreview } from '../../../../shared/contract/instance.ts';
import { counted } from '../../../../shared/format/count.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../../redis/conf/effective-conf.ts';
import { persistenceMode } from '../../redis/conf/server-settings.ts';
import { type DataPlace, isSameDump, keepsData, livePlace, nextPlace } from '../../redis/data/next-start.ts';
import { infoNumber, keyspace, parseInfo } from '../../redis/info/info.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';

const ASK_MS = 1500;

type Deps = Pick<InstanceDeps, 'observer'>;

/**
 * The data that a stop or restart would lose: the keys of a server without persistence. If the server rejects the
 * password, its redis.conf decides.
 */
export async function stopPreview(deps: Deps, instance: ManagedInstance): Promise<StopPreview> {
  const { id } = instance;
  const facts = { id, mode: null, keys: null, changesSinceSave: null, snapshotAt: null };
  const noLoss = { ...facts, losesKeys: false, consequence: '' };
  if (instance.entry?.state !== 'running') return noLoss;
  const next = await placeOfNextStart(instance);
  const held = await readServer(deps, instance);
  if (held === null) {
    if (next === null || keepsData(next)) return noLoss;
    return lossOf({ ...facts, snapshotAt: await writtenAt(next) }, null);
  }
  const { keys, changesSinceSave, copiesMaster } = held;
  // A server without CONFIG is assumed to match its redis.conf.
  const live = held.live ?? next;
  if (live === null) return noLoss;
  const snapshotAt = await writtenAt(next ?? live);
  const now = { id, mode: persistenceMode(live.saves, live.aof), keys, changesSinceSave, snapshotAt };
  const places = next === null ? [live] : [live, next];
  if (copiesMaster || keys === 0 || places.some(keepsData)) return { ...now, losesKeys: false, consequence: '' };
  const savedThere = next === null || (await isSameDump(live, next));
  if (savedThere && snapshotAt !== null && changesSinceSave === 0) return { ...now, losesKeys: false, consequence: '' };
  return lossOf(now, savedThere ? changesSinceSave : null);
}

/** Null if redis.conf cannot be read. */
export async function placeOfNextStart(instance: ManagedInstance): Promise<DataPlace | null> {
  const place = confPlaceOf(instance);
  const conf = await readEffectiveConf(place).catch(() => null);
  return conf === null ? null : nextPlace(conf, place);
}

interface ServerData {
  /** Null if the server rejects CONFIG GET. */
  readonly live: DataPlace | null;
  readonly keys: number;
  readonly changesSinceSave: number;
  /** Its master sends all keys again after a restart. */
  readonly copiesMaster: boolean;
}

/** Null if the server does not answer or rejects the password. */
async function readServer({ observer }: Deps, instance: ManagedInstance): Promise<ServerData | null> {
  const link = await observer.link(instance).catch(() => null);
  if (!link) return null;
  try {
    const [live, text] = await Promise.all([
      livePlace(link, confPlaceOf(instance), ASK_MS).catch(() => null),
      link.call(ASK_MS, 'INFO'),
    ]);
    const info = parseInfo(String(text));
    return {
      live,
      keys: keyspace(info).reduce((sum, database) => sum + database.keys, 0),
      changesSinceSave: infoNumber(info, 'rdb_changes_since_last_save') ?? 0,
      copiesMaster: info.get('role') === 'slave' && info.get('master_link_status') === 'up',
    };
  } catch {
    return null;
  }
}

type Facts = Omit<StopPreview, 'losesKeys' | 'consequence'>;

/** @param changes since the snapshot that the next start loads; null if unknown */
function lossOf(facts: Facts, changes: number | null): StopPreview {
  const { id, keys, snapshotAt } = facts;
  const number = keys === null ? 'an unknown number of keys' : counted(keys, 'key');
  const held = `${id} has persistence none and holds ${number} in memory only.`;
  return { ...facts, losesKeys: true, consequence: `${held} ${afterNextStart(snapshotAt, changes)}` };
}

function afterNextStart(snapshotAt: string | null, changes: number | null): string {
  if (snapshotAt === null) return 'The next start is empty: all keys are lost.';
  // Local time.
  const at = new Date(snapshotAt).toLocaleString('sv');
  const lost = changes === null ? 'Everything written since then' : `${counted(changes, 'change')} since then`;
  return `The next start loads the snapshot of ${at}. ${lost} ${changes === null || changes === 1 ? 'is' : 'are'} lost.`;
}

async function writtenAt({ here, names }: DataPlace): Promise<string | null> {
  if (here === null) return null;
  return stat(join(here, names.dump)).then(
    ({ mtime }) => mtime.toISOString(),
    () => null,
  );
}
