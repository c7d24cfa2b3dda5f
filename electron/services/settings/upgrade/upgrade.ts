import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { recreateInstance } from '../../instances/lifecycle/recreate-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { statusById } from '../../instances/status/status-by-id.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { createRedisLink } from '../../redis/connection/redis-link.ts';
import type { PreparedFrom, RuntimeEntry } from '../../runtimes/runtime.ts';
import { isMemoryOnly, keepDump } from '../apply/leave-dump.ts';
import { restartAround } from '../apply/restart-with.ts';
import { addToHistory } from '../history/history.ts';
import { driftOf } from '../plan/drift.ts';
import { type Gathered, gather } from '../plan/gather.ts';
import { isReadable } from '../plan/readable-by.ts';
import type { SettingsDeps } from '../settings-deps.ts';

/**
 * Brings an instance to another image, by default the newest of the environment's tag, or to the Redis program that
 * is installed now: safety backup, the same data and settings around it, and the old one back when it does not come
 * up with all its keys. A version that cannot read the data is refused.
 * @throws AppError BAD_VALUE, NOT_RUNNING, IMAGE_UNAVAILABLE
 */
export async function upgradeInstance(
  deps: SettingsDeps,
  id: string,
  image: string | undefined,
): Promise<OperationOf<'upgrade'>> {
  const gathered = await gather(deps, id, { names: null, own: true });
  const { runtime, silent, release } = gathered;
  try {
    if (silent) {
      const message = `${id} runs but does not answer. Mend that first (its log says why), or stop it.`;
      throw new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' });
    }
    const { refusal } = gathered.facts;
    if (refusal !== null) {
      throw new AppError('NOT_RUNNING', whyNotSaved(id, refusal), { id, state: 'unhealthy' });
    }
    if (runtime.kind === 'process' && image !== undefined) {
      const message = `${id} runs as a process and has no image: leave it out, and it runs the Redis program that is installed now.`;
      throw new AppError('BAD_VALUE', message, { field: 'image', expected: 'left out' });
    }
    const wanted = image ?? wantedImage(deps, gathered);
    const restart = ['Save and end Redis', 'Start Redis', 'Wait until its data is loaded', 'Count its keys'];
    const steps = ['Get the new version', 'Take a safety backup', ...(gathered.facts.running ? restart : [])];
    return await deps.operations.begin({ kind: 'upgrade', instance: id, title: `Upgrade ${id}`, steps }, async (op) => {
      try {
        const { known, facts } = gathered;
        const from = await op.step('Get the new version', async () => {
          const prepared = await runtime.prepare({ image: wanted, imageArchive: null, newer: true }, op);
          await refuseUnreadable(gathered, wanted);
          return prepared;
        });
        // One that has drifted is restarted all the same: an upgrade ends with the settings of its file.
        const isCurrent = await runtime.isCurrent(id, wanted, facts.info?.get('redis_build_id') ?? null);
        if (isCurrent && driftOf(facts).length === 0) {
          const unchanged = whyUnchanged(versionNow(gathered), wanted, from);
          op.log(unchanged);
          return { ...(await statusById(deps, id)), unchanged };
        }
        const safetyBackup = await deps.safety.take(id, 'upgrade', op);
        const password = fileValue(facts.effective, 'requirepass') || null;
        const isOurs = gathered.link !== null && (await isMemoryOnly(known, gathered.link));
        const entry = await restartAround(deps, gathered, { password, conf: facts.effective }, op, async () => {
          await recreateInstance(deps, known, runtime, { port: null, publishOn: null, image: wanted }, op);
        });
        await leaveAfterUpgrade(known, entry && { ...entry, password }, op, isOurs);
        const status = await statusById(deps, id);
        await addToHistory(deps.environment.home, {
          id: randomUUID(),
          at: new Date().toISOString(),
          face: deps.face,
          instance: id,
          what: 'upgrade',
          changes: [{ directive: 'version', from: versionNow(gathered), to: status.version, how: 'recreate' }],
          restarted: facts.running,
          safetyBackup,
          revertible: false,
          back: {},
          backText: null,
        });
        return status;
      } finally {
        release();
      }
    });
  } catch (error) {
    release();
    throw error;
  }
}

/** The restart has saved a snapshot, which a server without persistence must not find at its next start. */
async function leaveAfterUpgrade(
  known: ManagedInstance,
  server: { readonly address: RuntimeEntry['address']; readonly password: string | null } | null,
  op: OperationContext,
  isOurs: boolean,
): Promise<void> {
  if (!server?.address) return;
  const link = createRedisLink({ ...server.address, password: server.password });
  try {
    await keepDump(known, link, op, { isOurs });
  } finally {
    link.close();
  }
}

/** Why a server that does not let us in is not upgraded. */
export function whyNotSaved(id: string, refusal: string): string {
  return `${refusal} So ${id} cannot be saved before the upgrade. Correct that first, or stop it.`;
}

/** Why there is nothing to upgrade to: a sentence. */
function whyUnchanged(version: string | null, image: string, from: PreparedFrom): string {
  const stays = `${version === null ? 'its version' : version} stays; nothing was restarted.`;
  switch (from) {
    case 'no-registry':
      return `No registry is reachable, and ${image} on this machine is what it runs already: ${stays}`;
    case 'program':
      return `The Redis program that is installed is what it runs already: ${stays}`;
    case 'registry':
      return `The registry has nothing newer for ${image}: ${stays}`;
    default:
      return `It runs ${image} already: ${stays}`;
  }
}

/** What the environment names, where it does; else the image it has, in its newest form. */
export function wantedImage({ environment }: SettingsDeps, { known }: Gathered): string {
  if (environment.given.has('REDIS_IMAGE')) return environment.image;
  return known.record?.image ?? known.entry?.image ?? environment.image;
}

export function versionNow({ facts }: Gathered): string | null {
  return facts.info?.get('valkey_version') ?? facts.info?.get('redis_version') ?? null;
}

async function refuseUnreadable(gathered: Gathered, image: string): Promise<void> {
  const message = whyUnreadable(gathered, await gathered.runtime.versionOf(image));
  if (message === null) return;
  const now = gathered.facts.info?.get('redis_version') ?? '';
  throw new AppError('BAD_VALUE', `${message} Nothing was changed.`, {
    field: 'image',
    expected: `Redis ${now} or newer`,
  });
}

/** Why a version cannot take the data over; null when it can, or when that is not known. */
export function whyUnreadable({ facts, known }: Gathered, next: string | null): string | null {
  const now = facts.info?.get('redis_version') ?? null;
  const aof = fileValue(facts.effective, 'appendonly')?.toLowerCase() === 'yes';
  if (now === null || next === null || isReadable({ writtenBy: now, aof }, next)) return null;
  const valkey = facts.info?.get('valkey_version');
  const writer = valkey === undefined ? `Redis ${now} wrote` : `Valkey ${valkey} wrote as Redis ${now} does`;
  return `Redis ${next} cannot read the data of ${known.id}, which ${writer}. Choose ${now} or a newer version.`;
}
