import type { ModulesRequest, ModuleValues } from '../../../shared/contract/modules.ts';
import { instanceModules } from '../instances/status/loaded-modules.ts';
import { notRunning } from '../instances/status/not-running.ts';
import { openKeyConnection } from '../keyspace/values/key-connection.ts';
import { keyTarget } from '../keyspace/values/key-connections.ts';
import { invalidSetting } from '../redis/conf/check-value.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { flattened } from '../redis/conf/effective-conf.ts';
import { directiveLines, formatRedisConf, type RedisConf, replaceLines } from '../redis/conf/redis-conf.ts';
import { moduleLines, type PairedModule } from '../redis/modules/module-lines.ts';
import { type Gathered, gather } from '../settings/plan/gather.ts';
import { type FoundValues, valueCounts } from './module-values.ts';
import type { ModulesDeps } from './modules-deps.ts';
import { shownModules, valuesOf } from './modules-state.ts';
import { tryConfiguration } from './try-modules.ts';

const ANSWER_MS = 30_000;
/** Larger samples are not tried: their type counts as lost. */
const LARGEST_SAMPLE_BYTES = 64 * 1024 ** 2;

/** The result of unloading a module. */
export interface UnloadWork {
  readonly kind: 'unload';
  readonly module: PairedModule;
  /** The new content of redis.conf. */
  readonly text: string;
  readonly commands: readonly string[] | null;
  /** Types that nothing can read without the module, and their keys at the time of counting. */
  readonly lost: readonly ModuleValues[];
}

/**
 * Determines what unloading a module loses: a sample of each type of value is restored into a scratch server without
 * it.
 * @throws AppError BAD_VALUE for an unknown module and for one that is in no line of redis.conf, NOT_RUNNING
 */
export async function planUnload(
  deps: ModulesDeps,
  id: string,
  { name }: Extract<ModulesRequest, { kind: 'unload' }>,
): Promise<UnloadWork> {
  const gathered = await gather(deps, id, { names: null, own: false });
  gathered.release();
  const { facts, instance } = gathered;
  const module = await moduleNamed(deps, gathered, name);
  if (!facts.running) {
    const message = `${id} is stopped, so its keys with values of ${name} are unknown, and Redis would not start with them. Start ${id} first.`;
    throw notRunning(instance, message);
  }
  const conf = withoutLine(facts.conf, module, gathered);
  const text = formatRedisConf(conf);
  const values = await valuesOf(deps, id, {});
  const without = flattened(facts.resolve(conf));
  const lostTypes = await typesLost(deps, gathered, without, values);
  const lost = valueCounts(values).filter(({ type }) => lostTypes.has(type));
  const ofModule = module.loaded?.name;
  const link = await deps.observer.link(instance);
  const commands =
    ofModule === undefined
      ? null
      : await link?.call(ANSWER_MS, 'COMMAND', 'LIST', 'FILTERBY', 'MODULE', ofModule).catch(() => null);
  return { kind: 'unload', module, text, commands: Array.isArray(commands) ? commands.map(String).sort() : null, lost };
}

async function moduleNamed(deps: ModulesDeps, { instance }: Gathered, name: string): Promise<PairedModule> {
  const found = await instanceModules(deps, instance);
  const shown = shownModules(instance, found, []);
  const at = shown.findIndex((one) => one.name === name || one.file === name || one.here === name);
  const [module, about] = [found.modules[at], shown[at]];
  if (module === undefined || about === undefined) {
    const names = shown.map((one) => one.name ?? one.file);
    const list = names.length === 0 ? 'It loads no modules.' : `It loads ${names.join(', ')}.`;
    throw invalidSetting('unload', 'the name of a loaded module', `${instance.id} has no module ${name}. ${list}`);
  }
  const fixed = {
    'redis.conf': null,
    elsewhere:
      about.place === null
        ? 'it was loaded by MODULE LOAD, and is gone after the next restart.'
        : `${about.place} loads it. Remove it there.`,
    image: 'it belongs to the image of the container. Use an image without it.',
    server: 'it is a part of the server.',
  }[about.origin];
  if (fixed === null) return module;
  throw invalidSetting('unload', 'a module of redis.conf', `${name} cannot be unloaded: ${fixed}`);
}

/** Removes the line of one module. */
function withoutLine(conf: RedisConf, { line }: PairedModule, { instance, facts }: Gathered): RedisConf {
  const place = confPlaceOf(instance);
  // The paths need the effective `dir`; the lines of redis.conf itself are those without an origin.
  const own = moduleLines(facts.effective, place).filter(({ origin }) => origin === null);
  const at = own.findIndex(({ file }) => file === line?.file);
  const lines = directiveLines(conf, 'loadmodule').filter((_, index) => index !== at);
  return replaceLines(conf, ['loadmodule'], lines);
}

async function typesLost(
  deps: ModulesDeps,
  gathered: Gathered,
  without: RedisConf,
  { keys }: FoundValues,
): Promise<ReadonlySet<string>> {
  const lost = new Set(keys.keys());
  if (lost.size === 0) return lost;
  const samples = await samplesOf(deps, gathered.instance.id, keys);
  await tryConfiguration(deps, gathered, without, async (server) => {
    const link = server.link();
    for (const [type, payload] of samples) {
      const restored = await link?.callBuffer(ANSWER_MS, 'RESTORE', `vrooli-trial-${type}`, '0', payload).then(
        () => true,
        () => false,
      );
      if (restored === true) lost.delete(type);
    }
  });
  return lost;
}

/** The serialized value of one key of each type. */
async function samplesOf(
  deps: Pick<ModulesDeps, 'catalogue'>,
  id: string,
  keys: FoundValues['keys'],
): Promise<ReadonlyMap<string, Buffer>> {
  const target = await keyTarget(deps, id);
  const samples = new Map<string, Buffer>();
  for (const [type, [first]] of keys) {
    if (first === undefined) continue;
    const connection = await openKeyConnection(id, target, first.database);
    const dump = await connection.call('DUMP', first.key).finally(() => connection.close());
    if (Buffer.isBuffer(dump) && dump.length <= LARGEST_SAMPLE_BYTES) samples.set(type, dump);
  }
  return samples;
}
