import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAppError } from '../../../../shared/contract/errors.ts';
import { tenantId } from '../../../../shared/contract/values.ts';
import { withOwnAddress } from '../../instances/registry/own-address.ts';
import { keepCopy } from '../../instances/registry/recently-deleted.ts';
import { readTenant } from '../../instances/registry/tenant-record.ts';
import type { UndoHandler } from '../../operations/undo/undo-handlers.ts';
import { replaceFile, syncFile } from '../../platform/files/durable-write.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import type { Environment } from '../../platform/home/environment.ts';
import { instancePaths } from '../../platform/home/paths.ts';
import type { PortRegistry } from '../../ports/port-registry.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import { CERTIFICATES_FOLDER } from '../../redis/conf/tls-place.ts';
import { createRedisLink, type RedisLink, type RedisTarget } from '../../redis/connection/redis-link.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { RuntimeEntry } from '../../runtimes/runtime.ts';
import {
  containersAt,
  copyFolder,
  type MovePlace,
  movePlace,
  type PlaceDeps,
  placeName,
  runtimeAt,
  stagedFiles,
} from './move-place.ts';
import { releaseWrites } from './write-hold.ts';

const tenantMove = z.object({
  type: z.literal('tenant-move'),
  id: tenantId,
  from: movePlace,
  to: movePlace,
  /** The settings of the source that the move changes. */
  settings: z.record(z.string(), z.string()),
  /** The name of the old copy under Recently deleted. */
  kept: z.string(),
  keys: z.number().nullable(),
  /** It did not run before the move, and does not run after it. */
  stopped: z.boolean().default(false),
});
export type TenantMove = z.infer<typeof tenantMove>;

declare module '../../operations/undo/undo-entry.ts' {
  interface UndoEntries {
    /** A move of a tenant. Its record decides: until the record names the new place, the copy is removed. */
    'tenant-move': TenantMove;
  }
}

export interface MoveUndoDeps extends PlaceDeps {
  readonly environment: Environment;
  readonly ports: Pick<PortRegistry, 'enter' | 'release'>;
}

/** The reservation of a port at the new place. */
export function reservationOf(id: string): string {
  return `${id}~move`;
}

const ANSWER_MS = 10_000;
const STOP_MS = 15 * 60_000;
const START_LIMIT_MS = 60_000;

export function moveUndoHandler(deps: MoveUndoDeps): UndoHandler<TenantMove> {
  return {
    schema: tenantMove,
    async undo(move) {
      if (!(await isSwitched(deps, move))) {
        await removeTarget(deps, move);
        return undefined;
      }
      await activate(deps, move);
      try {
        await retireSource(deps, move);
      } catch (error) {
        // The tenant runs at its new place. Its old copy, which refuses writes, is removed when its machine is
        // reachable again.
        if (isAppError(error, 'ENGINE_UNREACHABLE')) return 'later';
        throw error;
      }
      return 'completed';
    },
    comesFirst: true,
  };
}

async function isSwitched({ environment }: MoveUndoDeps, { id, to }: TenantMove): Promise<boolean> {
  const record = await readTenant(environment, id);
  return record !== null && (record.engineName ?? null) === to.engine && (record.volumes ?? null) === to.volumes;
}

/** Removes the copy, and lets clients write to the source again. */
async function removeTarget(deps: MoveUndoDeps, move: TenantMove): Promise<void> {
  const { environment, ports } = deps;
  const { id, from, to, settings } = move;
  const paths = instancePaths(environment, id);
  const staged = stagedFiles(environment.home, id);
  // First: the source must answer clients even if the new machine is away.
  const source = (await runtimeAt(deps, from).list(id)).find((entry) => entry.id === id);
  await letRestart(deps, move, from);
  const target = source?.state === 'running' ? await targetOf(deps, move, 'from', source) : null;
  if (target) {
    const link = createRedisLink(target);
    try {
      await releaseWrites(link, settings);
    } finally {
      link.close();
    }
  }
  await runtimeAt(deps, to).remove(id);
  const containers = containersAt(deps, to);
  if (to.deployment !== null && to.container !== null) {
    await containers?.removeService(to.container);
    await containers?.removeContainer(to.container);
  }
  if (to.container !== null) await containers?.removeContainer(`${to.container}.volumes`);
  if (to.volumes !== null) await containers?.removeVolumes(to.volumes);
  if (to.engine === null) {
    // It was empty before the move.
    for (const name of await readdir(paths.data).catch(() => []))
      await rm(join(paths.data, name), { recursive: true, force: true });
    const before = join(staged.before, 'config', 'redis.conf');
    if (existsSync(before)) await replaceFile(paths.configFile, await readFile(before, 'utf8'));
  }
  await ports.release(reservationOf(id));
  await rm(staged.folder, { recursive: true, force: true });
}

/** Makes the copy the tenant: with its own configuration, and no master. */
export async function activate(deps: MoveUndoDeps, move: TenantMove): Promise<void> {
  const { environment, ports } = deps;
  const { id, to } = move;
  const paths = instancePaths(environment, id);
  const staged = stagedFiles(environment.home, id);
  if (existsSync(staged.final)) {
    // With the certificates that were issued for the new place.
    const certificates = join(staged.config, CERTIFICATES_FOLDER);
    if (to.engine !== null && existsSync(certificates))
      await copyFolder(certificates, join(paths.config, CERTIFICATES_FOLDER));
    await replaceFile(paths.configFile, await readFile(staged.final, 'utf8'));
    await syncFile(paths.configFile);
  }
  const containers = containersAt(deps, to);
  if (to.engine !== null) await containers?.uploadSettings(id);
  if (!move.stopped) await promote(deps, move);
  await letRestart(deps, move, to);
  await ports.enter(id, to.port, move.stopped ? 'stopped' : 'running');
}

/**
 * Lets the engine restart the instance by itself, with its own configuration. A swarm does so anyway: the file in the
 * source's volume may still refuse writes.
 */
async function letRestart(deps: MoveUndoDeps, { id, from }: TenantMove, place: MovePlace): Promise<void> {
  const containers = containersAt(deps, place);
  if (place.deployment === null) await containers?.setRestart(id, true);
  else if (place === from) await containers?.uploadSettings(id, true);
}

/** How to reach a server of the move: the source by its old configuration, the copy by its own. Null: it has no port. */
async function targetOf(
  { environment }: MoveUndoDeps,
  { id, ...move }: TenantMove,
  side: 'from' | 'to',
  entry: RuntimeEntry,
): Promise<RedisTarget | null> {
  const own = instancePaths(environment, id);
  const staged = stagedFiles(environment.home, id);
  const files =
    side === 'to'
      ? { configFile: staged.final, config: staged.config }
      : { configFile: join(staged.before, 'config/redis.conf'), config: join(staged.before, 'config') };
  const paths = existsSync(files.configFile) ? { ...own, ...files } : own;
  const settings = await configuredSettings(confPlaceOf({ paths, entry: null, record: move[side] }));
  const { address } = withOwnAddress(entry, settings, paths.config);
  return address && { ...address, password: settings?.password ?? null };
}

async function promote(deps: MoveUndoDeps, move: TenantMove): Promise<void> {
  const { id, to } = move;
  const runtime = runtimeAt(deps, to);
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  const entry = (await runtime.list(id)).find((one) => one.id === id);
  const started = entry?.state === 'running' ? entry : await runtime.start(id, signal);
  const target = await targetOf(deps, move, 'to', started);
  if (!target) throw new Error(`${id} has no address at ${placeName(to)}`);
  const link = createRedisLink(target);
  try {
    for (;;) {
      const refused = await endReplication(link).then(
        () => null,
        (error: unknown) => error,
      );
      if (refused === null) return;
      // It loads its data after a restart of its machine.
      if (!/LOADING|BUSY/.test(String(refused))) throw refused;
      await sleep(200, undefined, { signal });
    }
  } finally {
    link.close();
  }
}

/** Makes a replica the master of its data. @throws the server's error */
export async function endReplication(link: RedisLink): Promise<void> {
  const [ended, , info] = await link.batch(ANSWER_MS, [
    ['REPLICAOF', 'NO', 'ONE'],
    ['CONFIG', 'SET', 'masterauth', ''],
    ['INFO', 'replication'],
  ]);
  if (ended instanceof Error) throw ended;
  if (parseInfo(String(info)).get('role') !== 'master') throw new Error('the copy is still a replica');
}

/** Stops the source, removes its container and keeps its data for seven days. Skips the steps that are already done. */
export async function retireSource(deps: MoveUndoDeps, move: TenantMove): Promise<void> {
  const { environment } = deps;
  const { home } = environment;
  const { id, from, to, kept, keys } = move;
  const runtime = runtimeAt(deps, from);
  const staged = stagedFiles(home, id);
  const entry = (await runtime.list(id)).find((one) => one.id === id);
  if (entry?.state === 'running') {
    const target = await targetOf(deps, move, 'from', entry);
    if (target) await saveOnce(target);
    await runtime.stop(id, { timeoutMs: STOP_MS, signal: AbortSignal.timeout(STOP_MS) });
  }
  await runtime.remove(id);
  // The record names another engine now, so nothing else would look for it here.
  if (from.engine !== null) await containersAt(deps, from)?.endLease(id);
  const paths = instancePaths(environment, id);
  const { runtime: kind, port } = from;
  await keepCopy(
    home,
    { id, runtime: kind, port, keys, safetyBackup: kept, movedTo: placeName(to) },
    {
      before: staged.before,
      data: from.engine === null ? paths.data : null,
    },
  );
  ensureFolder(paths.data);
  await rm(staged.folder, { recursive: true, force: true });
}

/** A server without save points would stop without its keys on disk. */
async function saveOnce(target: RedisTarget): Promise<void> {
  const link: RedisLink = createRedisLink(target);
  try {
    const [save, aof] = await link.batch(ANSWER_MS, [
      ['CONFIG', 'GET', 'save'],
      ['CONFIG', 'GET', 'appendonly'],
    ]);
    const value = (reply: unknown) => (Array.isArray(reply) ? String(reply[1] ?? '') : '');
    if (value(save) === '' && value(aof) !== 'yes') await link.call(STOP_MS, 'SAVE');
  } catch {
    // It does not reply: the data on disk is kept.
  } finally {
    link.close();
  }
}
