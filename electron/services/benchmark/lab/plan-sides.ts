import { totalmem } from 'node:os';
import { isLeftOut } from '../../../../shared/benchmark/left-out.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { isContainerSetting } from '../../../../shared/contract/names.ts';
import { can, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { parseMemory } from '../../../../shared/memory.ts';
import type { ManagedInstance } from '../../instances/registry/catalogue.ts';
import { requireIdle } from '../../operations/locks/instance-lock.ts';
import { invalidSetting } from '../../redis/conf/check-value.ts';
import { fileValue, sameValue, withValue } from '../../redis/conf/conf-values.ts';
import { flattened } from '../../redis/conf/effective-conf.ts';
import type { RedisConf } from '../../redis/conf/redis-conf.ts';
import { isSecret } from '../../redis/conf/secrets.ts';
import { factsOf } from '../../redis/directives/catalogue.ts';
import { checkImageName } from '../../runtimes/docker/images/image-name.ts';
import type { Runtime } from '../../runtimes/runtime.ts';
import { driftOf } from '../../settings/plan/drift.ts';
import { gather } from '../../settings/plan/gather.ts';
import { prepare } from '../../settings/plan/prepare.ts';
import type { SettingFacts } from '../../settings/plan/setting-facts.ts';
import type { SettingsDeps } from '../../settings/plan/settings-deps.ts';
import { canonicalName } from '../../settings/plan/target.ts';

/** One of the compared servers. */
export interface Side {
  readonly name: 'A' | 'B';
  readonly conf: RedisConf;
  /** The image of its containers; null for a local program. */
  readonly image: string | null;
}

export interface SettingChange {
  readonly directive: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a benchmark compares. */
export interface Sides {
  readonly instance: ManagedInstance;
  readonly runtime: Runtime;
  readonly facts: SettingFacts;
  readonly a: Side;
  readonly b: Side | null;
  /** How B differs from A; values in the notation of CONFIG GET. */
  readonly changes: readonly SettingChange[];
}

interface Against {
  readonly changes: Readonly<Record<string, string | null>>;
  readonly image?: string | undefined;
}

/**
 * The servers to measure: A with the instance's current settings, B with other values or another image.
 * @throws AppError BAD_VALUE for a change that Redis rejects or that a scratch server cannot have, NOT_RUNNING
 */
export async function planSides(deps: SettingsDeps, id: string, against: Against | undefined): Promise<Sides> {
  const { instance, runtime, facts, silent, release } = await gather(deps, id);
  release();
  if (silent) await requireIdle(deps.environment.home, id);
  if (instance.unreachable) throw instance.unreachable;
  if (silent || !facts.running) throw notRunning(id, silent);
  const image = instance.entry?.image ?? instance.record?.image ?? null;
  const isImage = can(runtime.kind, 'image');
  if (isImage && instance.record?.engineName !== undefined) await requireEngineHere(id, runtime);
  const a: Side = { name: 'A', conf: confNow(facts), image: isImage ? image : null };
  const plan = { instance, runtime, facts, a };
  if (against === undefined) return { ...plan, b: null, changes: [] };
  if (against.image !== undefined) requireImage(id, runtime, against.image);
  const changes = await changesOf(deps, id, a.conf, against.changes);
  if (changes.length === 0 && against.image === undefined) throw nothingToCompare();
  const conf = changes.reduce((now, { directive, to }) => withValue(now, directive, to), a.conf);
  return { ...plan, b: { name: 'B', conf, image: isImage ? (against.image ?? image) : null }, changes };
}

/** The settings of the running server: those of the file, and the values that differ from it. */
function confNow(facts: SettingFacts): RedisConf {
  return driftOf(facts)
    .filter(({ directive, where }) => where === 'server' && !isLeftOut(directive))
    .reduce((conf, { directive, live }) => withValue(conf, directive, live), flattened(facts.effective));
}

async function changesOf(
  deps: SettingsDeps,
  id: string,
  now: RedisConf,
  given: Against['changes'],
): Promise<readonly SettingChange[]> {
  const names = Object.keys(given);
  if (names.length === 0) return [];
  for (const [name, value] of Object.entries(given)) requirePossible(canonicalName(name), value);
  const { plan, facts, release } = await prepare(deps, id, { kind: 'changes', changes: given });
  release();
  return names.map(canonicalName).flatMap((directive): SettingChange[] => {
    const from = fileValue(now, directive) ?? facts.live?.[directive] ?? null;
    const to = fileValue(plan.target.effective, directive);
    if (sameValue(directive, from, to)) throw alreadySet(directive, from);
    return [{ directive, from, to }];
  });
}

/** @throws AppError BAD_VALUE for a directive that means nothing in a scratch server, or needs more than this computer has */
function requirePossible(directive: string, value: string | null): void {
  if (isLeftOut(directive) || isContainerSetting(directive) || isSecret(factsOf(directive))) {
    const message = `${directive} cannot be compared: a scratch server has no network, no users, no modules and its own files. Choose a directive that changes how Redis works.`;
    throw invalidSetting(directive, 'a directive that changes how Redis works', message);
  }
  const bytes = factsOf(directive)?.kind === 'memory' ? parseMemory(value ?? '0') : null;
  const total = totalmem();
  if (bytes === null || bytes <= total) return;
  const expected = `at most ${formatBytes(total)}`;
  const message = `${directive}: ${value} is more than this computer has, which is ${formatBytes(total)}. Give ${expected}.`;
  throw invalidSetting(directive, expected, message);
}

/** A scratch server runs on this computer. */
async function requireEngineHere(id: string, runtime: Runtime): Promise<void> {
  if (await runtime.usable()) return;
  const message = `${id} runs on another machine, and a scratch server needs Docker on this computer, which does not answer. Start it, or measure ${id} itself.`;
  throw new AppError('ENGINE_UNREACHABLE', message, { endpoint: '', reason: message });
}

function requireImage(id: string, { kind }: Runtime, image: string): void {
  if (!can(kind, 'image')) {
    const message = `${id} runs as a ${runtimeTraits[kind].unit} and has no image, so versions cannot be compared. Compare settings, or an instance that runs in a container.`;
    throw new AppError('BAD_VALUE', message, { field: 'against-image', expected: 'left out' });
  }
  checkImageName(image);
}

function notRunning(id: string, silent: boolean): AppError<'NOT_RUNNING'> {
  const message = silent
    ? `${id} is running but not responding, so its settings are unknown. Fix that first (see its log), or restart it.`
    : `${id} is not running. Start it to run a benchmark.`;
  return new AppError('NOT_RUNNING', message, { id, state: silent ? 'unhealthy' : 'stopped' });
}

function nothingToCompare(): AppError<'BAD_VALUE'> {
  const expected = 'a directive with another value, or an image';
  return new AppError('BAD_VALUE', `There is nothing to compare with. Give ${expected}.`, {
    field: 'against',
    expected,
  });
}

function alreadySet(directive: string, value: string | null): AppError<'BAD_VALUE'> {
  const shown = value === null || value === '' ? 'already has that value' : `is already ${value}`;
  return invalidSetting(directive, 'another value', `${directive} ${shown}, so there is nothing to compare.`);
}
