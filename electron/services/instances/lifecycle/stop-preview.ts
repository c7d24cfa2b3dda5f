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
import type { InstanceDeps } from '../registry/instance-deps.ts';

const ASK_MS = 1500;

type Deps = Pick<InstanceDeps, 'observer'>;

/**
 * What a stop or a restart would lose: the keys of a server that keeps nothing on disk, by choice. A server that does
 * not let us in is taken to be as its redis.conf says.
 */
export async function stopPreview(deps: Deps, known: ManagedInstance): Promise<StopPreview> {
  const { id } = known;
  const facts = { id, mode: null, keys: null, changesSinceSave: null, snapshotAt: null };
  const nothing = { ...facts, losesKeys: false, consequence: '' };
  if (known.entry?.state !== 'running') return nothing;
  const next = await placeOfNextStart(known);
  const held = await askServer(deps, known);
  if (held === null) {
    if (next === null || keepsData(next)) return nothing;
    return lossOf({ ...facts, snapshotAt: await writtenAt(next) }, null);
  }
  const { keys, changesSinceSave, copiesMaster } = held;
  // A server without CONFIG does what its redis.conf says, as far as is known.
  const live = held.live ?? next;
  if (live === null) return nothing;
  const snapshotAt = await writtenAt(next ?? live);
  const now = { id, mode: persistenceMode(live.saves, live.aof), keys, changesSinceSave, snapshotAt };
  const places = next === null ? [live] : [live, next];
  if (copiesMaster || keys === 0 || places.some(keepsData)) return { ...now, losesKeys: false, consequence: '' };
  const savedThere = next === null || (await isSameDump(live, next));
  if (savedThere && snapshotAt !== null && changesSinceSave === 0) return { ...now, losesKeys: false, consequence: '' };
  return lossOf(now, savedThere ? changesSinceSave : null);
}

/** Null where redis.conf cannot be read. */
export async function placeOfNextStart(known: ManagedInstance): Promise<DataPlace | null> {
  const place = confPlaceOf(known);
  const conf = await readEffectiveConf(place).catch(() => null);
  return conf === null ? null : nextPlace(conf, place);
}

interface Held {
  /** Null where the server does not allow CONFIG GET. */
  readonly live: DataPlace | null;
  readonly keys: number;
  readonly changesSinceSave: number;
  /** Its master sends it all keys again. */
  readonly copiesMaster: boolean;
}

/** Null where the server does not answer, or does not let us in. */
async function askServer({ observer }: Deps, known: ManagedInstance): Promise<Held | null> {
  const link = await observer.link(known).catch(() => null);
  if (!link) return null;
  try {
    const [live, text] = await Promise.all([
      livePlace(link, confPlaceOf(known), ASK_MS).catch(() => null),
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

/** @param changes since the snapshot that the next start loads; null where that is not known */
function lossOf(facts: Facts, changes: number | null): StopPreview {
  const { id, keys, snapshotAt } = facts;
  const number = keys === null ? 'keys, their number is not known,' : counted(keys, 'key');
  const held = `${id} has persistence none and holds ${number} in memory only.`;
  return { ...facts, losesKeys: true, consequence: `${held} ${afterwards(snapshotAt, changes)}` };
}

function afterwards(snapshotAt: string | null, changes: number | null): string {
  if (snapshotAt === null) return 'All of them are lost: the next start begins empty.';
  // As the clock of this computer shows it.
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
