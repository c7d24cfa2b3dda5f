import type { PersistenceReport } from '../../../../shared/contract/server.ts';
import { infoNumber, parseInfo } from '../../redis/info/info.ts';
import { askAll, boundedText, runningServer, type ServerDeps } from '../ask-server.ts';

const MAX_VALUE = 300;

/** How a server stores its data on disk. @throws AppError NOT_FOUND, NOT_RUNNING */
export async function persistenceReport(deps: ServerDeps, id: string): Promise<PersistenceReport> {
  const { link } = await runningServer(deps, id);
  const replies = await askAll(id, link, {
    info: ['INFO', 'persistence'],
    stats: ['INFO', 'stats'],
    save: ['CONFIG', 'GET', 'save'],
    fsync: ['CONFIG', 'GET', 'appendfsync'],
  });
  const fields = parseInfo(String(replies.info.reply ?? ''));
  const number = (name: string) => infoNumber(fields, name);
  /** INFO reports -1 for something that has not happened yet. */
  const positive = (name: string) => {
    const value = number(name);
    return value === null || value < 0 ? null : value;
  };
  const flag = (name: string) => fields.get(name) === '1';
  const ok = (name: string) => (fields.get(name) === undefined ? null : fields.get(name) === 'ok');
  const took = positive('rdb_last_bgsave_time_sec');
  // INFO reports "ok" before the first save, too.
  const status = ok('rdb_last_bgsave_status');
  const lastSave = positive('rdb_last_save_time');
  const total = number('current_save_keys_total');
  const saving = flag('rdb_bgsave_in_progress');
  const forkUsec = infoNumber(parseInfo(String(replies.stats.reply ?? '')), 'latest_fork_usec');
  return {
    id,
    at: new Date().toISOString(),
    loading: flag('loading'),
    changesSinceSave: positive('rdb_changes_since_last_save'),
    // A server that has saved nothing reports its start time.
    lastSaveAt: lastSave === null ? null : new Date(lastSave * 1000).toISOString(),
    lastSaveOk: took === null && status === true ? null : status,
    lastSaveSeconds: took,
    saving,
    savingSeconds: positive('rdb_current_bgsave_time_sec'),
    savedShare: saving && total ? Math.min(1, (number('current_save_keys_processed') ?? 0) / total) : null,
    saves: number('rdb_saves'),
    savePoints: settingOf(replies.save.reply),
    aof: {
      enabled: flag('aof_enabled'),
      fsync: settingOf(replies.fsync.reply),
      rewriting: flag('aof_rewrite_in_progress'),
      rewriteScheduled: flag('aof_rewrite_scheduled'),
      lastRewriteSeconds: positive('aof_last_rewrite_time_sec'),
      lastRewriteOk: ok('aof_last_bgrewrite_status'),
      lastWriteOk: ok('aof_last_write_status'),
      sizeBytes: number('aof_current_size'),
      baseBytes: number('aof_base_size'),
      pendingBytes: number('aof_buffer_length'),
      delayedFsyncs: number('aof_delayed_fsync'),
    },
    lastForkMs: forkUsec === null ? null : forkUsec / 1000,
    lastCopyOnWriteBytes: number('rdb_last_cow_size'),
  };
}

function settingOf(reply: unknown): string | null {
  return Array.isArray(reply) && typeof reply[1] === 'string' ? boundedText(reply[1], MAX_VALUE) : null;
}
