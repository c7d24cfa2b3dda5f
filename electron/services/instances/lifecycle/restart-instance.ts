import { MAIN } from '../../../../shared/contract/names.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import type { UndoEntry } from '../../operations/undo/undo-entry.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { formatRedisConf, parseRedisConf, setDirectives } from '../../redis/conf/redis-conf.ts';
import { configuredSettings } from '../../redis/conf/server-settings.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { requireFreePort } from '../install/install.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';
import { requireInstance, statusById } from '../status/status-by-id.ts';
import { recreateInstance } from './recreate-instance.ts';
import { refuseLoss } from './refuse-loss.ts';
import { runtimeOf, startAndWait } from './start-instance.ts';
import { type EndOptions, saveAndEnd } from './stop-instance.ts';

/** What a restart changes because the environment says so: `REDIS_PORT=6381 … restart`, as the scripts promised. */
interface Wishes {
  readonly port: number | null;
  readonly password: string | null;
}

/**
 * Stops and starts an instance. In a terminal, `REDIS_PORT` and `REDIS_PASSWORD` of the environment are applied to
 * main on the way; when it does not come up with them, the old ones come back.
 * @throws AppError BAD_VALUE where it holds keys in memory only, and nobody accepts their loss
 */
export async function restartInstance(
  deps: InstanceDeps,
  id: string,
  options: EndOptions = {},
): Promise<OperationOf<'restart'>> {
  const known = await requireInstance(deps, id);
  const runtime = runtimeOf(deps, known);
  const wishes = await wishesOf(deps, known);
  if (wishes.port !== null) await requireFreePort(wishes.port, deps.environment);
  await refuseLoss(deps, known, options.acceptsLoss ?? false);
  const steps = ['Save and end Redis', 'Start Redis', 'Wait until its data is loaded'];
  return deps.operations.begin({ kind: 'restart', instance: id, title: `Restart ${id}`, steps }, async (op) => {
    // One that was told to end runs again when this is cancelled.
    const up: UndoEntry = { type: 'server', id, runtime: runtime.kind, bring: 'up' };
    await op.undo.add(up);
    await saveAndEnd(deps, runtime, known, op, options);
    if (wishes.port !== null || wishes.password !== null) {
      await startChanged(deps, runtime, known, wishes, op);
      return statusById(deps, id);
    }
    await startAndWait(deps, runtime, known, op).catch(async (error: unknown) => {
      // What does not come up as it is would not the second time either.
      if (!op.signal.aborted) await op.undo.drop(up);
      throw error;
    });
    return statusById(deps, id);
  });
}

async function wishesOf(deps: InstanceDeps, known: ManagedInstance): Promise<Wishes> {
  const { environment } = deps;
  // Also where nothing is changed: a server whose redis.conf cannot be read would be ended and not come back.
  const settings = await configuredSettings(confPlaceOf(known));
  if (known.id !== MAIN || !deps.appliesEnvironment) return { port: null, password: null };
  const { mainPort, given, defaults } = environment;
  const newPort = given.has('REDIS_PORT') && mainPort !== known.entry?.address?.port;
  const newPassword = given.has('REDIS_PASSWORD') && defaults.password !== settings?.password;
  return { port: newPort ? mainPort : null, password: newPassword ? defaults.password : null };
}

async function startChanged(
  deps: InstanceDeps,
  runtime: Runtime,
  known: ManagedInstance,
  wishes: Wishes,
  op: OperationContext,
): Promise<void> {
  // Undone from the last to the first: end what did not come up, the container and the file as they were, and then
  // what was noted before this: start it.
  const { configFile } = known.paths;
  const before = (await readStateFile(configFile)) ?? '';
  await op.undo.add({ type: 'content', path: configFile, text: before, mode: 0o600 });
  await writeDurably(configFile, changedConfig(before, runtime, wishes));
  if (wishes.port !== null) {
    await recreateInstance(deps, known, runtime, { port: wishes.port, publishOn: null, image: null }, op);
  }
  await op.undo.add({ type: 'server', id: known.id, runtime: runtime.kind, bring: 'down' });
  await startAndWait(deps, runtime, known, op);
  if (wishes.port !== null) op.log(`It listens on port ${wishes.port} now.`);
  if (wishes.password !== null) op.log('It asks for the password in REDIS_PASSWORD now.');
}

function changedConfig(text: string, runtime: Runtime, wishes: Wishes): string {
  return formatRedisConf(
    setDirectives(parseRedisConf(text), {
      ...(wishes.password !== null && { requirepass: [wishes.password] }),
      ...(wishes.port !== null && runtime.kind === 'process' && { port: [String(wishes.port)] }),
    }),
  );
}
