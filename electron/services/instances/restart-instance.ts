import { readFile } from 'node:fs/promises';
import type { Operation } from '../../../shared/contract/operation.ts';
import { MAIN } from '../../../shared/contract/values.ts';
import { writeDurably } from '../files/durable-write.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { formatRedisConf, parseRedisConf, setDirectives } from '../settings/redis-conf.ts';
import { configuredSettings } from '../settings/server-settings.ts';
import type { Known } from './catalogue.ts';
import type { InstanceDeps } from './deps.ts';
import { requireFreePort } from './install.ts';
import { writeMainRecord } from './main-record.ts';
import { noLimits } from './record.ts';
import { instanceSpec } from './spec.ts';
import { runtimeOf, startAndWait } from './start-instance.ts';
import { knownById, statusById } from './status-by-id.ts';
import { saveAndEnd } from './stop-instance.ts';

/** What a restart changes because the environment says so: `REDIS_PORT=6381 … restart`, as the scripts promised. */
interface Wishes {
  readonly port: number | null;
  readonly password: string | null;
}

/**
 * Stops and starts an instance. In a terminal, `REDIS_PORT` and `REDIS_PASSWORD` of the environment are applied to
 * main on the way; when it does not come up with them, the old ones come back.
 */
export async function restartInstance(deps: InstanceDeps, id: string): Promise<Operation> {
  const known = await knownById(deps, id);
  const runtime = runtimeOf(deps, known);
  const wishes = await wishesOf(deps, known);
  if (wishes.port !== null) await requireFreePort(wishes.port, deps.environment);
  const steps = ['Save and end Redis', 'Start Redis', 'Wait until its data is loaded'];
  return deps.operations.begin({ kind: 'restart', instance: id, title: `Restart ${id}`, steps }, async (op) => {
    await saveAndEnd(runtime, id, op);
    if (wishes.port === null && wishes.password === null) {
      await startAndWait(deps, runtime, known, op);
    } else {
      await startChanged(deps, runtime, known, wishes, op);
    }
    return statusById(deps, id);
  });
}

async function wishesOf(deps: InstanceDeps, known: Known): Promise<Wishes> {
  const { environment } = deps;
  if (known.id !== MAIN || !deps.appliesEnvironment) return { port: null, password: null };
  const settings = await configuredSettings(known.paths.configFile);
  const { mainPort, given, defaults } = environment;
  const newPort = given.has('REDIS_PORT') && mainPort !== known.entry?.address?.port;
  const newPassword = given.has('REDIS_PASSWORD') && defaults.password !== settings?.password;
  return { port: newPort ? mainPort : null, password: newPassword ? defaults.password : null };
}

async function startChanged(
  deps: InstanceDeps,
  runtime: Runtime,
  known: Known,
  wishes: Wishes,
  op: OperationContext,
): Promise<void> {
  const before = await readFile(known.paths.configFile, 'utf8');
  const oldPort = known.entry?.address?.port ?? deps.environment.mainPort;
  try {
    await change(
      deps,
      runtime,
      known,
      { text: changedConfig(before, runtime, wishes), port: wishes.port ?? oldPort },
      op,
    );
    await startAndWait(deps, runtime, known, op);
    if (wishes.port !== null) op.log(`It listens on port ${wishes.port} now.`);
    if (wishes.password !== null) op.log('It asks for the password in REDIS_PASSWORD now.');
  } catch (error) {
    // The operation may be cancelled: the old server comes back all the same.
    const unstoppable = {
      ...op,
      signal: new AbortController().signal,
      step: <T>(_: string, body: () => Promise<T>) => body(),
    };
    await runtime.kill(known.id).catch(() => undefined);
    await change(deps, runtime, known, { text: before, port: oldPort }, unstoppable);
    await startAndWait(deps, runtime, known, unstoppable);
    throw error;
  }
}

/** Brings `redis.conf`, the published port and our record to the given values, in that order. */
async function change(
  deps: InstanceDeps,
  runtime: Runtime,
  known: Known,
  to: { readonly text: string; readonly port: number },
  op: OperationContext,
): Promise<void> {
  await op.undo.add({
    type: 'content',
    path: known.paths.configFile,
    text: await readFile(known.paths.configFile, 'utf8'),
    mode: 0o600,
  });
  await writeDurably(known.paths.configFile, to.text);
  const image = known.entry?.image ?? known.record?.image ?? deps.environment.image;
  const current = (await runtime.list()).find((entry) => entry.id === known.id)?.address?.port;
  if (runtime.kind === 'docker' && current !== to.port) {
    await runtime.remove(known.id);
    await runtime.create(
      instanceSpec(deps.environment, known.id, known.paths, { port: to.port, image, limits: noLimits }),
      op,
    );
  }
  await writeMainRecord(deps.environment.home, { runtime: runtime.kind, port: to.port, image });
}

function changedConfig(text: string, runtime: Runtime, wishes: Wishes): string {
  return formatRedisConf(
    setDirectives(parseRedisConf(text), {
      ...(wishes.password !== null && { requirepass: [wishes.password] }),
      ...(wishes.port !== null && runtime.kind === 'process' && { port: [String(wishes.port)] }),
    }),
  );
}
