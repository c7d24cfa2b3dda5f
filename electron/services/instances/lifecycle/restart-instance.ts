import { MAIN } from '../../../../shared/contract/names.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { requireAppend } from '../../platform/files/append-file.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { formatRedisConf, parseRedisConf, setDirectives } from '../../redis/conf/redis-conf.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import { requireFreePort } from '../registry/require-free-port.ts';
import type { InstanceDeps } from '../status/instance-deps.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';
import { recreateInstance } from './recreate-instance.ts';
import { refuseLoss } from './refuse-loss.ts';
import { runtimeOf, startAndWait } from './start-instance.ts';
import { type EndOptions, saveAndEnd } from './stop-instance.ts';

/** Changes that the environment requests, such as `REDIS_PORT=6381 … restart`. Null: no change. */
interface RequestedChanges {
  readonly port: number | null;
  readonly password: string | null;
}

/**
 * Stops and starts an instance. For a CLI command, applies `REDIS_PORT` and `REDIS_PASSWORD` to main, and reverts them if
 * main does not start with them.
 * @throws AppError BAD_VALUE if keys exist in memory only and their loss is not accepted
 */
export async function restartInstance(
  deps: InstanceDeps,
  id: string,
  options: EndOptions = {},
): Promise<OperationOf<'restart'>> {
  const instance = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, instance);
  const changes = await changesFromEnvironment(deps, instance);
  if (changes.port !== null) await requireFreePort(changes.port, deps.environment);
  // Otherwise Redis would be stopped and could not start again.
  if (!can(runtime.kind, 'mounts')) requireAppend(instance.paths.logFile);
  await runtime.checkStart?.(id);
  await refuseLoss(deps, instance, options.acceptsLoss ?? false);
  const steps: readonly OperationStepId[] = ['save-and-end', 'start-redis', 'wait-loaded'];
  return deps.operations.begin({ kind: 'restart', instance: id, title: `Restart ${id}`, steps }, async (op) => {
    // A cancelled restart must not leave the server stopped.
    const up: UndoEntry = { type: 'server', id, runtime: runtime.kind, bring: 'up' };
    await op.undo.add(up);
    await saveAndEnd(deps, runtime, instance, op, options);
    if (changes.port !== null || changes.password !== null) {
      await startChanged(deps, runtime, instance, changes, op);
      return statusById(deps, id);
    }
    await startAndWait(deps, runtime, instance, op).catch(async (error: unknown) => {
      // The configuration is unchanged, so an undo would fail to start it too.
      if (!op.signal.aborted) await op.undo.drop(up);
      throw error;
    });
    return statusById(deps, id);
  });
}

async function changesFromEnvironment(deps: InstanceDeps, instance: ManagedInstance): Promise<RequestedChanges> {
  const { environment } = deps;
  // Read it even if nothing changes: with an unreadable redis.conf the server would stop and not start again.
  const settings = await configuredSettings(confPlaceOf(instance));
  if (instance.id !== MAIN || !deps.appliesEnvironment) return { port: null, password: null };
  const { mainPort, given, defaults } = environment;
  const newPort = given.has('REDIS_PORT') && mainPort !== instance.entry?.address?.port;
  const newPassword = given.has('REDIS_PASSWORD') && defaults.password !== settings?.password;
  return { port: newPort ? mainPort : null, password: newPassword ? defaults.password : null };
}

async function startChanged(
  deps: InstanceDeps,
  runtime: Runtime,
  instance: ManagedInstance,
  changes: RequestedChanges,
  op: OperationContext,
): Promise<void> {
  // Undo runs these entries in reverse: stop the failed server, restore the container and the file, start the server.
  const { configFile } = instance.paths;
  const before = (await readStateFile(configFile)) ?? '';
  await op.undo.add({ type: 'content', path: configFile, text: before, mode: 0o600 });
  await writeDurably(configFile, changedConfig(before, runtime, changes));
  if (changes.port !== null) {
    await recreateInstance(deps, instance, runtime, { port: changes.port, publishOn: null, image: null }, op);
  }
  await op.undo.add({ type: 'server', id: instance.id, runtime: runtime.kind, bring: 'down' });
  await startAndWait(deps, runtime, instance, op);
  if (changes.port !== null) op.log(`It now listens on port ${changes.port}.`);
  if (changes.password !== null) op.log('It now uses the password from REDIS_PASSWORD.');
}

function changedConfig(text: string, runtime: Runtime, changes: RequestedChanges): string {
  return formatRedisConf(
    setDirectives(parseRedisConf(text), {
      ...(changes.password !== null && { requirepass: [changes.password] }),
      ...(changes.port !== null && !can(runtime.kind, 'mounts') && { port: [String(changes.port)] }),
    }),
  );
}
