import { AppError, isAppError } from '../../../../shared/contract/errors.ts';
import { counted } from '../../../../shared/format/count.ts';
import { saveNow } from '../../backups/take/verified-save.ts';
import { endServer } from '../../instances/lifecycle/end-server.ts';
import { recreateInstance } from '../../instances/lifecycle/recreate-instance.ts';
import { withOwnAddress } from '../../instances/registry/own-address.ts';
import { untilReady } from '../../instances/status/ready.ts';
import { cancellableLink } from '../../operations/run/cancellable-link.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { readConfFile, writeConfFile } from '../../redis/conf/conf-file.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import type { EffectiveConf } from '../../redis/conf/effective-conf.ts';
import type { Persistence } from '../../redis/conf/persistence-mode.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { pauseWrites } from '../../redis/data/pause-writes.ts';
import { type InfoFields, keyspace } from '../../redis/info/info.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import { liveText, newPort } from '../plan/plan.ts';
import { newPassword, type Prepared } from '../plan/prepare.ts';
import type { SettingsDeps } from '../settings-deps.ts';
import { livePersistence } from './move-live.ts';

const ANSWER_MS = 30_000;

/**
 * The restart of a plan: once, with the whole new file.
 * @returns the server as it was started; null when it does not run
 */
export async function restartWith(
  deps: SettingsDeps,
  prepared: Prepared,
  op: OperationContext,
): Promise<RuntimeEntry | null> {
  const { plan, known, runtime } = prepared;
  const { facts, target } = plan;
  const now = liveText(plan);
  return restartAround(deps, prepared, { password: newPassword(plan), conf: target.effective }, op, async () => {
    if (target.text !== now) {
      await op.undo.add({ type: 'content', path: facts.file.path, text: now, mode: 0o600 });
      const there = await readConfFile(facts.file.path);
      if (there?.text !== now) throw conflict();
      await writeConfFile(facts.file, target.text);
    }
    const port = newPort(plan);
    if (!plan.recreate && port === null) return;
    // Any recreation publishes what the file says by then.
    const place = { port, publishOn: target.published?.host ?? null, tlsPort: publishedTls(target.effective) };
    const to = { ...place, ...target.container, image: null };
    await op.step(plan.recreate ? 'Make the container again' : 'Note the new port', () =>
      recreateInstance(deps, known, runtime, to, op),
    );
  });
}

/** The configuration of the next start, and the password that lets us in then. */
interface NextStart {
  readonly password: string | null;
  readonly conf: EffectiveConf;
}

/**
 * Ends a server, changes what cannot be changed while it runs, starts it, and compares the number of keys. Of one that
 * does not run only the change is made. Undone from the last to the first: end it, what was changed, start it. What
 * would end it is noted only when it has ended by itself: one that cannot save must not be killed.
 * @param next what it is started with
 */
export async function restartAround(
  deps: SettingsDeps,
  prepared: Around,
  next: NextStart,
  op: OperationContext,
  change: () => Promise<void>,
): Promise<RuntimeEntry | null> {
  const { known, runtime, link, facts, access = null } = prepared;
  const { id } = known;
  const { password } = next;
  const before = facts.running
    ? await op.step('Save and end Redis', () =>
        link
          ? endSaved(deps, { known, runtime, next }, cancellableLink(link, id, op), op)
          : endRefusing(deps, prepared, op),
      )
    : null;
  await change();
  if (!facts.running) return null;
  await op.undo.add({ type: 'server', id, runtime: runtime.kind, bring: 'down' });
  const started = await op.step('Start Redis', () => runtime.start(id, op.signal));
  const entry = withOwnAddress(started, await configuredSettings(confPlaceOf(known)), known.paths.config);
  const isLockedOut = access !== null && access.app !== 'ok';
  await op.step('Wait until its data is loaded', () =>
    untilReady(runtime, entry, password, deps.environment.readyTimeoutMs, op, isLockedOut ? 'allowed' : 'fails'),
  );
  if (before && !isLockedOut) await op.step('Count its keys', () => compareKeys(id, entry, password, before));
  return entry;
}

type Around = Pick<Prepared, 'known' | 'runtime' | 'link' | 'facts'> & {
  /** Whom the new file lets in; a plan that keeps this app out was confirmed. */
  readonly access?: Prepared['access'];
};

/** Ends a server that does not let us in: it saves as its settings say. Nothing can be counted. */
async function endRefusing(
  deps: SettingsDeps,
  { known, runtime }: Pick<Prepared, 'known' | 'runtime'>,
  op: OperationContext,
): Promise<null> {
  await op.undo.add({ type: 'server', id: known.id, runtime: runtime.kind, bring: 'up' });
  await endServer(deps, runtime, known, op);
  return null;
}

interface KeyCounts {
  readonly keys: number;
  readonly expires: number;
}

/**
 * Counts the keys and ends the server, with writes held back from before the count to the end. A server that keeps
 * nothing on disk by itself saves first: a restart of ours loses nothing.
 * @returns null when the user chose to kill it, and so to lose what was not on disk
 */
async function endSaved(
  deps: SettingsDeps,
  { known, runtime, next }: Pick<Prepared, 'known' | 'runtime'> & { readonly next: NextStart },
  link: RedisLink,
  op: OperationContext,
): Promise<KeyCounts | null> {
  const { id } = known;
  const pause = await pauseWrites({ id, link, pauseMs: deps.environment.writePauseMs, op });
  try {
    const { appendonly, save } = await knownPersistence(link);
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
        counts = countsOf((await link.ask(ANSWER_MS)).info);
        if (await endServer(deps, runtime, known, op, { link, conf: next.conf, keepsAll: true })) counts = null;
        return true;
      },
    });
    return counts;
  } finally {
    await pause.end();
  }
}

/** Of a server that does not tell its save points they count as none: it saves before it ends. */
async function knownPersistence(link: RedisLink): Promise<Persistence> {
  try {
    return await livePersistence(link);
  } catch (error) {
    if (!isAppError(error, 'COMMAND_UNAVAILABLE') && !/^NOPERM/.test(String((error as Error).message))) throw error;
    const { info } = await link.ask(ANSWER_MS);
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

/** Keys with an expiry may have gone meanwhile; the others must all be there. */
async function compareKeys(id: string, entry: RuntimeEntry, password: string | null, before: KeyCounts): Promise<void> {
  if (!entry.address) return;
  const link = createRedisLink({ ...entry.address, password });
  try {
    const { info } = await link.ask(ANSWER_MS);
    const { keys } = countsOf(info);
    if (keys >= before.keys - before.expires) return;
    const message = `${id} came back with ${counted(keys, 'key')} of ${counted(before.keys, 'key')}. The old settings are put back.`;
    throw new AppError('START_FAILED', message, { id, log: [] });
  } finally {
    link.close();
  }
}

function conflict(): AppError<'CONFLICT'> {
  const message =
    'redis.conf was changed by somebody else meanwhile. The old settings are put back; look at it again and repeat.';
  return new AppError('CONFLICT', message, { what: 'redis.conf' });
}
