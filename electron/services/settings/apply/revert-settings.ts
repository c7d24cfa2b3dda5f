import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import { withOwnAddress } from '../../instances/registry/own-address.ts';
import { undoHandler } from '../../operations/undo/undo-handlers.ts';
import { passwordFor } from '../../passwords/kept-password.ts';
import { readConfFile, writeConfFile } from '../../redis/conf/conf-file.ts';
import { confPlaceOfEntry, confPlaceOfFile } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { effectiveConf } from '../../redis/conf/effective-conf.ts';
import { modeOf, persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { parseRedisConf } from '../../redis/conf/redis-conf.ts';
import { settingsOf } from '../../redis/conf/server-settings.ts';
import { isRefusal } from '../../redis/connection/link-failure.ts';
import { createRedisLink, type RedisLink } from '../../redis/connection/redis-link.ts';
import { dataNames } from '../../redis/data/data-form.ts';
import { removeAof } from '../../redis/data/leave-aof.ts';
import { resumeWrites } from '../../redis/data/pause-writes.ts';
import { infoNumber } from '../../redis/info/info.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { moveLive } from './move-live.ts';
import { type SettingsUndo, settingsUndo } from './settings-undo.ts';

const nowhere = { host: '127.0.0.1', port: 0 };
/** How long to wait until a freshly started server accepts connections. */
const OPEN_TIMEOUT_MS = 60_000;
/** How long to wait for loading before the revert is left to the next start of the app. */
const LOAD_TIMEOUT_MS = 10 * 60_000;

/**
 * Reverts a plan after a failure or a crash at any step, as carefully as it was applied: a running server first writes
 * what the old file relies on. For a stopped server, the new file stays if the two files disagree on persistence, because
 * the data on disk matches the new file.
 * @throws when the revert fails; the next start of the app tries again
 */
async function revertSettings(runtime: Runtime, undo: SettingsUndo): Promise<void> {
  const file = await readConfFile(undo.path);
  // The file was edited since: keep that version.
  if (file === null || (file.text !== undo.before && file.text !== undo.after)) return;
  const commit = async () => {
    if (file.text !== undo.before) await writeConfFile(undo, undo.before);
  };
  const entry = (await runtime.list(undo.id)).find(({ id }) => id === undo.id);
  const place = entry ? confPlaceOfEntry(entry, undo.path) : confPlaceOfFile(undo.path);
  const resolve = (text: string) => effectiveConf(parseRedisConf(text), place);
  const [old, present] = [resolve(undo.before), resolve(undo.after)];
  if (entry?.state !== 'running' || !entry.address) {
    if (modeOf(persistenceOf(old)) === modeOf(persistenceOf(present))) await commit();
    return;
  }
  const { address } = withOwnAddress(entry, settingsOf(present, place), dirname(undo.path));
  const passwords = [
    ...new Set(
      [file.text === undo.before ? old : present, old, present].map((conf) =>
        passwordFor(fileValue(conf, 'requirepass') || null, entry.keptPassword),
      ),
    ),
  ];
  const link = await firstOpen(passwords.map((password) => createRedisLink({ ...(address ?? nowhere), password })));
  try {
    await untilLoaded(link);
    // Writes may still be paused for a restart that did not happen.
    await resumeWrites(link);
    const persistence =
      undo.persistence ?? (modeOf(persistenceOf(old)) === modeOf(persistenceOf(present)) ? null : persistenceOf(old));
    const leaveAof = async () => {
      if (entry.mounts.data !== null) await removeAof(entry.mounts.data, dataNames(old));
    };
    const op = { progress: () => undefined };
    await moveLive({ id: undo.id, link, op, persistence, values: undo.values, commit, leaveAof });
  } finally {
    link.close();
  }
}

/**
 * The first connection that is accepted. A server that an earlier undo step has just started may not listen yet, so it
 * retries for a while.
 */
async function firstOpen(links: readonly RedisLink[]): Promise<RedisLink> {
  const deadline = Date.now() + OPEN_TIMEOUT_MS;
  for (;;) {
    const failures: unknown[] = [];
    for (const link of links) {
      try {
        await link.call(5000, 'INFO', 'server');
        for (const other of links) if (other !== link) other.close();
        return link;
      } catch (error) {
        failures.push(error);
      }
    }
    const locked = failures.every((error) => isRefusal(error));
    if (locked || Date.now() > deadline) {
      for (const link of links) link.close();
      throw failures.at(-1);
    }
    await sleep(50);
  }
}

async function untilLoaded(link: RedisLink): Promise<void> {
  const deadline = Date.now() + LOAD_TIMEOUT_MS;
  for (;;) {
    const { info } = await link.ask(5000);
    if (info.get('loading') !== '1') return;
    if (Date.now() > deadline) throw new Error(`still loading, ${infoNumber(info, 'loading_loaded_perc') ?? '?'} %`);
    await sleep(100);
  }
}

/** Both files lead to all data, so the entry need not survive a reboot. */
export function settingsUndoHandler(runtimes: Readonly<Record<RuntimeKind, Runtime>>) {
  return undoHandler(settingsUndo, (entry) => revertSettings(runtimes[entry.runtime], entry), {
    endsWithMachine: true,
  });
}
