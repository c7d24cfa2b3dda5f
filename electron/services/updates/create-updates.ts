import { AppError } from '../../../shared/contract/errors.ts';
import type { UpdateState } from '../../../shared/contract/update.ts';
import type { OperationRunner } from '../operations/run/create-operations.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import type { Logger } from '../platform/log/logger.ts';
import type { Preferences } from '../preferences/preferences.ts';
import type { Updater, Updates } from './updates.ts';

/** Not at the start, so that the first paint waits for nothing. */
const FIRST_CHECK_MS = 60_000;
const CHECK_EVERY_MS = 6 * 3_600_000;

export interface UpdateDeps {
  /** Null if the client has none. */
  readonly updater: Updater | null;
  readonly preferences: Pick<Preferences, 'get' | 'save'>;
  readonly operations: Pick<OperationRunner, 'list'>;
  readonly bus: ChangeBus;
  readonly log: Logger;
}

const NO_UPDATER = 'Only the desktop app updates itself. A checkout is updated with git.';

export function createUpdates({ updater, preferences, operations, bus, log }: UpdateDeps): Updates {
  let now: Omit<UpdateState, 'skipped' | 'unsupported'> = {
    ...{ status: 'idle', version: null, notes: null, sizeBytes: null },
    ...{ fraction: null, message: null, checkedAt: null },
  };
  /** A check that begins during another one gets its result. */
  let checking: Promise<UpdateState> | null = null;

  const state = (): UpdateState => ({
    ...now,
    unsupported: updater === null ? NO_UPDATER : updater.unsupported,
    skipped: now.version !== null && preferences.get('skipped-update') === now.version,
  });
  const set = (change: Partial<typeof now>): UpdateState => {
    now = { ...now, ...change };
    bus.emit({ noun: 'updates', id: null });
    return state();
  };
  const usable = (): Updater => {
    const { unsupported } = state();
    if (updater === null || unsupported !== null) throw new AppError('CONFLICT', unsupported ?? '', { what: 'update' });
    return updater;
  };
  const failed = (error: unknown, doing: string): UpdateState => {
    log.error(doing, error);
    const reason = error instanceof Error ? error.message.split('\n')[0]?.slice(0, 300) : String(error);
    return set({ status: 'failed', fraction: null, message: `${doing}: ${reason}` });
  };

  const check = async (): Promise<UpdateState> => {
    const from = usable();
    // A downloaded version stays ready, and a check would only find it again.
    if (now.status === 'ready' || now.status === 'downloading') return state();
    set({ status: 'checking', message: null });
    try {
      const found = await from.check();
      const checkedAt = new Date().toISOString();
      if (found === null) return set({ status: 'current', version: null, notes: null, sizeBytes: null, checkedAt });
      return set({ status: 'available', ...found, checkedAt });
    } catch (error) {
      return failed(error, 'Could not check for updates');
    }
  };

  const updates: Updates = {
    state,
    check() {
      checking ??= check().finally(() => {
        checking = null;
      });
      return checking;
    },
    async download() {
      const from = usable();
      if (now.status === 'ready' || now.status === 'downloading') return state();
      if (now.version === null)
        throw new AppError('CONFLICT', 'There is no newer version to download.', { what: 'update' });
      set({ status: 'downloading', fraction: 0, message: null });
      try {
        await from.download((fraction) => set({ fraction }));
        return set({ status: 'ready', fraction: 1 });
      } catch (error) {
        // The version is still offered: the download can be tried again.
        return failed(error, `Could not download version ${now.version}`);
      }
    },
    async skip() {
      if (now.version !== null) await preferences.save({ 'skipped-update': now.version });
      return set({});
    },
    async install() {
      const from = usable();
      if (now.status !== 'ready') {
        throw new AppError('CONFLICT', 'No downloaded version is ready to be installed.', { what: 'update' });
      }
      const running = (await operations.list()).filter(
        ({ state: one, pid }) => one === 'running' && pid === process.pid,
      );
      const [first] = running;
      if (first) {
        const message = `${first.title} is still running. Wait until it ends, then install the update.`;
        throw new AppError('CONFLICT', message, { what: 'update' });
      }
      from.install();
      return state();
    },
    start() {
      const checkIfWanted = async () => {
        const wanted = preferences.get('updates');
        if (wanted === 'off' || state().unsupported !== null) return;
        const found = await updates.check();
        if (wanted === 'download' && found.status === 'available' && !found.skipped) await updates.download();
      };
      const tick = () =>
        void checkIfWanted().catch((error: unknown) => log.error('checking for updates failed', error));
      const first = setTimeout(tick, FIRST_CHECK_MS);
      const every = setInterval(tick, CHECK_EVERY_MS);
      first.unref();
      every.unref();
      return () => {
        clearTimeout(first);
        clearInterval(every);
      };
    },
  };
  return updates;
}
