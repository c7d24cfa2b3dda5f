import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { counted } from '../../../../shared/format/count.ts';
import { saveNow } from '../../backups/take/verified-save.ts';
import { endServer } from '../../instances/lifecycle/end-server.ts';
import { withOwnAddress } from '../../instances/registry/own-address.ts';
import { untilReady } from '../../instances/status/ready.ts';
import { cancellableLink } from '../../operations/run/cancellable-link.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { readConfFile, writeConfFile } from '../../redis/conf/conf-file.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import type { EffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { Persistence } from '../../redis/conf/persistence-mode.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { pauseWrites } from '../../redis/data/pause-writes.ts';
import { type InfoFields, keyspace } from '../../redis/info/info.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { liveText } from '../plan/plan.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';
import { livePersistence } from './move-live.ts';
import { moveToPlan } from './move-to-plan.ts';

const REPLY_TIMEOUT_MS = 30_000;

/**
 * Restarts once, with the complete new file.
 * @returns the started server; null for a stopped instance
 */
export async function restartWith(
  deps: SettingsDeps,
  prepared: Prepared,
  op: OperationContext,
): Promise<RuntimeEntry | null> {
  const { plan } = prepared;
  const { facts, target } = plan;
  const now = liveText(plan);
  return restartAround(deps, prepared, { password: newPassword(prepared), conf: target.effective }, op, async () => {
    if (target.text !== now) {
      await op.undo.add({ type: 'content', path: facts.file.path, text: now, mode: 0o600 });
      const current = await readConfFile(facts.file.path);
      if (current?.text !== now) throw conflict();
      await writeConfFile(facts.file, target.text);
    }
    await moveToPlan(deps, prepared, op);
  });
}

/** The configuration of the next start, and the password to connect with afterwards. */
interface NextStart {
  readonly password: string | null;
  readonly conf: EffectiveConf;
}

/**
 * Stops a server, runs `change`, starts it, and compares the number of keys. For a stopped instance only `change` runs.
 * Undo runs in reverse: stop, revert the change, start. The undo entry that stops the server is added only after it
 * stopped by itself, because a server that cannot save must not be killed.
 */
export async function restartAround(
  deps: SettingsDeps,
  prepared: RestartContext,
  next: NextStart,
  op: OperationContext,
  change: () => Promise<void>,
): Promise<RuntimeEntry | null> {
  const { instance, runtime, link, facts, access = null } = prepared;
  const { id } = instance;
  const { password } = next;
  const before = facts.running
    ? await op.step('save-and-end', () =>
        link
          ? saveAndStop(deps, { instance, runtime, next }, cancellableLink(link, id, op), op)
          : stopRefusing(deps, prepared, op),
      )
    : null;
  await change();
  if (!facts.running) return null;
  await op.undo.add({ type: 'server', id, runtime: runtime.kind, bring: 'down' });
  const started = await op.step('start-redis', () => runtime.start(id, op.signal));
  const entry = withOwnAddress(started, await configuredSettings(confPlaceOf(instance)), instance.paths.config);
  const isLockedOut = access !== null && access.app !== 'ok';
  await op.step('wait-loaded', () =>
    untilReady(runtime, entry, password, deps.environment.readyTimeoutMs, op, isLockedOut ? 'allowed' : 'fails'),
  );
  if (before && !isLockedOut) await op.step('count-keys', () => compareKeys(id, entry, password, before));
  return entry;
}

type RestartContext = Pick<Prepared, 'instance' | 'runtime' | 'link' | 'facts'> & {
  /** Who can connect with the new file; a plan that locks this app out was confirmed. */
  readonly access?: Prepared['access'];
};

/** Stops a server that refuses this app. It saves according to its own settings, and its keys cannot be counted. */
async function stopRefusing(
  deps: SettingsDeps,
  { instance, runtime }: Pick<Prepared, 'instance' | 'runtime'>,
  op: OperationContext,
): Promise<null> {
  await op.undo.add({ type: 'server', id: instance.id, runtime: runtime.kind, bring: 'up' });
  await endServer(deps, runtime, instance, op);
  return null;
}

interface KeyCounts {
  readonly keys: number;
  readonly expires: number;
}

/**
 * Counts the keys and stops the server, with writes paused from before the count to the end. A server without
 * persistence saves first, so that the restart loses nothing.
 * @returns null when the user chose to kill it and lose unsaved data
 */
async function saveAndStop(
  deps: SettingsDeps,
  { instance, runtime, next }: Pick<Prepared, 'instance' | 'runtime'> & { readonly next: NextStart },
  link: RedisLink,
  op: OperationContext,
): Promise<KeyCounts | null> {
  const { id } = instance;
  const pause = await pauseWrites({ id, link, pauseMs: deps.environment.writePauseMs, op });
  try {
    const { appendonly, save } = await readPersistence(link);
    const losesWrites = appendonly === 'no' && save === '';
    const saveAgain = async () => {
      if (losesWrites) await saveNow({ id, link, op });
      return null;
    };
    await saveAgain();
    await op.undo.add({ type: 'server', id, runtime: runtime.kind, bring: 'up' });
    let counts: KeyCounts | null = null;
    await pause.commit(null, {
      saveAgain,
      losesWrites,
      act: async () => {
        counts = countsOf((await link.ask(REPLY_TIMEOUT_MS)).info);
        if (await endServer(deps, runtime, instance, op, { link, conf: next.conf, keepsAll: true })) counts = null;
        return true;
      },
    });
    return counts;
  } finally {
    await pause.end();
  }
}

/** If CONFIG GET is not available, assumes no save points, so that the server saves before it stops. */
async function readPersistence(link: RedisLink): Promise<Persistence> {
  try {
    return await livePersistence(link);
  } catch (error) {
    if (!isAppError(error, 'COMMAND_UNAVAILABLE') && !/^NOPERM/.test(String((error as Error).message))) throw error;
    const { info } = await link.ask(REPLY_TIMEOUT_MS);
    return { appendonly: info.get('aof_enabled') === '1' ? 'yes' : 'no', save: '' };
  }
}

function countsOf(info: InfoFields): KeyCounts {
  const databases = keyspace(info);
  return {
    keys: databases.reduce((sum, { keys }) => sum + keys, 0),
    expires: databases.reduce((sum, { expires }) => sum + expires, 0),
  };
}

/** Keys with a TTL may have expired in the meantime; all others must be present. */
async function compareKeys(id: string, entry: RuntimeEntry, password: string | null, before: KeyCounts): Promise<void> {
  if (!entry.address) return;
  const link = createRedisLink({ ...entry.address, password });
  try {
    const { info } = await link.ask(REPLY_TIMEOUT_MS);
    const { keys } = countsOf(info);
    if (keys >= before.keys - before.expires) return;
    const message = `${id} restarted with ${counted(keys, 'key')} of ${counted(before.keys, 'key')}. The previous settings are restored.`;
    throw new AppError('START_FAILED', message, { id, log: [] });
  } finally {
    link.close();
  }
}

function conflict(): AppError<'CONFLICT'> {
  const message =
    'redis.conf has changed in the meantime. The previous settings are restored; reload them and try again.';
  return new AppError('CONFLICT', message, { what: 'redis.conf' });
}
