import { randomUUID } from 'node:crypto';
import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { can, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { recreateInstance } from '../../instances/lifecycle/recreate-instance.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { statusById } from '../../instances/status/status-by-id.ts';
import { requireIdle } from '../../operations/locks/instance-lock.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { passwordFor } from '../../passwords/kept-password.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { createRedisLink } from '../../redis/connection/redis-link.ts';
import type { PreparedFrom, RuntimeEntry } from '../../runtimes/runtime.ts';
import { isMemoryOnly, keepDump } from '../apply/leave-dump.ts';
import { restartAround } from '../apply/restart-with.ts';
import { addToHistory } from '../history/history.ts';
import { driftOf } from '../plan/drift.ts';
import { type Gathered, gather } from '../plan/gather.ts';
import { isReadable } from '../plan/readable-by.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';

/**
 * Upgrades an instance to another image (by default the newest of the environment's tag) or to the installed
 * redis-server: takes a safety backup, keeps data and settings, and rolls back if it does not start with all keys.
 * Refuses a version that cannot read the data.
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
      await requireIdle(deps.environment.home, id);
      const message = `${id} is running but not responding. Fix that first (see its log), or stop it.`;
      throw new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' });
    }
    const { refusal } = gathered.facts;
    if (refusal !== null) {
      throw new AppError('NOT_RUNNING', whyNotSaved(id, refusal), { id, state: 'unhealthy' });
    }
    if (!can(runtime.kind, 'image') && image !== undefined) {
      const message = `${id} runs as a ${runtimeTraits[runtime.kind].unit} and has no image. Leave out the image to use the installed redis-server.`;
      throw new AppError('BAD_VALUE', message, { field: 'image', expected: 'left out' });
    }
    const wanted = image ?? wantedImage(deps, gathered);
    const restart: readonly OperationStepId[] = ['save-and-end', 'start-redis', 'wait-loaded', 'count-keys'];
    const steps: readonly OperationStepId[] = [
      'get-version',
      'safety-backup',
      ...(gathered.facts.running ? restart : []),
    ];
    return await deps.operations.begin({ kind: 'upgrade', instance: id, title: `Upgrade ${id}`, steps }, async (op) => {
      try {
        const { instance, facts } = gathered;
        const from = await op.step('get-version', async () => {
          const prepared = await runtime.prepare(
            { image: wanted, imageArchive: null, newer: true, ...engineOf(gathered) },
            op,
          );
          await refuseUnreadable(gathered, wanted);
          return prepared;
        });
        // A drifted instance restarts even without a new version: an upgrade ends with the settings of the file.
        const isCurrent = await runtime.isCurrent(id, wanted, facts.info?.get('redis_build_id') ?? null);
        if (isCurrent && driftOf(facts).length === 0) {
          const unchanged = whyUnchanged(versionNow(gathered), wanted, from);
          op.log(unchanged);
          return { ...(await statusById(deps, id)), unchanged };
        }
        const safetyBackup = await deps.safety.take(id, 'upgrade', op);
        const configured = fileValue(facts.effective, 'requirepass') || null;
        const password = passwordFor(configured, instance.entry?.keptPassword);
        const isOurs = gathered.link !== null && (await isMemoryOnly(instance, gathered.link));
        const entry = await restartAround(deps, gathered, { password, conf: facts.effective }, op, async () => {
          await recreateInstance(deps, instance, runtime, { port: null, publishOn: null, image: wanted }, op);
        });
        await leaveAfterUpgrade(instance, entry && { ...entry, password }, op, isOurs);
        const status = await statusById(deps, id);
        await addToHistory(deps.environment.home, {
          id: randomUUID(),
          at: new Date().toISOString(),
          face: deps.client,
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

/** The restart saved a snapshot, which a server without persistence must not load at its next start. */
async function leaveAfterUpgrade(
  instance: ManagedInstance,
  server: { readonly address: RuntimeEntry['address']; readonly password: string | null } | null,
  op: OperationContext,
  isOurs: boolean,
): Promise<void> {
  if (!server?.address) return;
  const link = createRedisLink({ ...server.address, password: server.password });
  try {
    await keepDump(instance, link, op, { isOurs });
  } finally {
    link.close();
  }
}

/** Why a server that refuses this app is not upgraded. */
export function whyNotSaved(id: string, refusal: string): string {
  return `${refusal} So ${id} cannot be saved before the upgrade. Fix that first, or stop it.`;
}

/** Why there is nothing to upgrade, as a sentence. */
function whyUnchanged(version: string | null, image: string, from: PreparedFrom): string {
  const stays = `${version === null ? 'its version' : version} stays; nothing was restarted.`;
  switch (from) {
    case 'no-registry':
      return `No registry is reachable, and it already runs the local ${image}: ${stays}`;
    case 'program':
      return `It already runs the installed redis-server: ${stays}`;
    case 'registry':
      return `The registry has nothing newer for ${image}: ${stays}`;
    default:
      return `It already runs ${image}: ${stays}`;
  }
}

/** The image that the environment sets, else the newest version of its current image. */
export function wantedImage({ environment }: SettingsDeps, { instance }: Gathered): string {
  if (environment.given.has('REDIS_IMAGE')) return environment.image;
  return instance.record?.image ?? instance.entry?.image ?? environment.image;
}

/** The engine that needs the image, where it is another one than this computer's. */
function engineOf({ instance }: Gathered): { readonly engine?: string } {
  const engine = instance.record?.engineName;
  return engine === undefined ? {} : { engine };
}

export function versionNow({ facts }: Gathered): string | null {
  return facts.info?.get('valkey_version') ?? facts.info?.get('redis_version') ?? null;
}

async function refuseUnreadable(gathered: Gathered, image: string): Promise<void> {
  const message = whyUnreadable(
    gathered,
    await gathered.runtime.versionOf(image, gathered.instance.record?.engineName),
  );
  if (message === null) return;
  const now = gathered.facts.info?.get('redis_version') ?? '';
  throw new AppError('BAD_VALUE', `${message} Nothing was changed.`, {
    field: 'image',
    expected: `Redis ${now} or newer`,
  });
}

/** Why a version cannot read the data; null if it can, or if that is unknown. */
export function whyUnreadable({ facts, instance }: Gathered, next: string | null): string | null {
  const now = facts.info?.get('redis_version') ?? null;
  const aof = fileValue(facts.effective, 'appendonly')?.toLowerCase() === 'yes';
  if (now === null || next === null || isReadable({ writtenBy: now, aof }, next)) return null;
  const valkey = facts.info?.get('valkey_version');
  const writer = valkey === undefined ? `Redis ${now} wrote` : `Valkey ${valkey} wrote as Redis ${now} does`;
  return `Redis ${next} cannot read the data of ${instance.id}, which ${writer}. Choose ${now} or a newer version.`;
}
