import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { Access, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { requireFreePort } from '../../instances/registry/require-free-port.ts';
import { requireIdle } from '../../operations/locks/instance-lock.ts';
import { passwordFor } from '../../passwords/kept-password.ts';
import { invalidSetting } from '../../redis/conf/check-value.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { type EffectiveConf, flattened } from '../../redis/conf/effective-conf.ts';
import { directiveLines, formatRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { settingsOf } from '../../redis/conf/server-settings.ts';
import { publishedTls, tlsPort } from '../../redis/conf/tls-place.ts';
import { unreadIncludes } from '../../redis/conf/unread-includes.ts';
import { createEngineStore } from '../../runtimes/engines/engine-store.ts';
import { findProgram, programVersion } from '../../runtimes/process/program.ts';
import { tryFile, tryInContainer } from '../trial/try-file.ts';
import { accessRisks, refusalRisks } from './access-risks.ts';
import { type Gathered, gather, type Question } from './gather.ts';
import { requireProtectedPort } from './open-port.ts';
import { type ComputedPlan, computePlan, newPort } from './plan.ts';
import { resolveChangeRequest } from './resolve-change-request.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { canonicalName, type ResolvedChange, targetOf } from './target.ts';

/** A plan that is ready to apply. */
export interface Prepared extends Gathered {
  readonly plan: ComputedPlan;
  readonly what: SettingsChangeRequest['kind'];
  /** A revert is a text if the change that it reverts was one. */
  readonly resolved: ResolvedChange['kind'];
  /** The server that validated the new file: `redis-server 7.0.15`; null if only the app's own rules did. */
  readonly triedBy: string | null;
  /** Who can connect once it runs with the new file; null if not tried. */
  readonly access: Access | null;
}

type TrialOutcome = Pick<Prepared, 'triedBy' | 'access'>;
const notTried: TrialOutcome = { triedBy: null, access: null };

/** Outcomes of this process, so that applying a plan as it was shown needs no second trial. */
const trials = new Map<string, TrialOutcome>();
const MAX_TRIALS = 50;
const TRIAL_TIMEOUT_MS = 60_000;

/**
 * Computes a plan and rejects an invalid one before anything changes. The caller releases the connection.
 * @param options `tries`: false leaves out the trial on a scratch server, for a file that names files yet to be written
 * @throws AppError BAD_VALUE, PORT_TAKEN, NOT_RUNNING
 */
export async function prepare(
  deps: SettingsDeps,
  id: string,
  request: SettingsChangeRequest,
  { tries = true }: { readonly tries?: boolean } = {},
): Promise<Prepared> {
  const plain = await resolveChangeRequest(deps, id, request);
  const gathered = await gather(deps, id, questionOf(plain));
  try {
    const { facts } = gathered;
    if (gathered.silent) {
      await requireIdle(deps.environment.home, id);
      throw unresponsiveError(id);
    }
    if (request.kind.startsWith('keep-')) requireComparable(facts);
    const computed = computePlan(facts, targetOf(facts, plain));
    await requirePlace(deps, computed, gathered.instance.record?.engineName);
    requireProtectedPort(facts, computed.target, gathered.instance.record);
    const isChanged = computed.target.text !== facts.file.text;
    const outcome = isChanged && tries ? await tryText(deps, gathered, computed) : notTried;
    const risks = [...computed.risks, ...refusalRisks(computed), ...accessRisks(computed, outcome.access)];
    return { ...gathered, plan: { ...computed, risks }, what: request.kind, resolved: plain.kind, ...outcome };
  } catch (error) {
    gathered.release();
    throw error;
  }
}

/** Changes by name need only those directives; a text or drift may concern any. */
function questionOf(request: ResolvedChange): Question {
  if (request.kind !== 'changes') return { names: null, own: true };
  const names = [
    ...Object.keys(request.changes).map(canonicalName),
    ...(request.persistence ? ['appendonly', 'save'] : []),
  ];
  return { names: [...new Set(names)], own: names.includes('requirepass') };
}

/** Rejects a port in use by another program, or assigned to another instance even if that is stopped. */
async function requirePlace(deps: SettingsDeps, plan: ComputedPlan, engine: string | undefined): Promise<void> {
  const { facts, target, changes } = plan;
  const port = newPort(plan);
  if (port !== null && port !== ownPort(facts)) requireInRange(deps, facts.id, engine, port);
  // Switching between plain and TLS keeps the port.
  if (port !== null && port !== ownPort(facts)) await requireFree(deps, facts.id, port);
  const tls = facts.published ? publishedTls(target.effective) : null;
  const isNew = changes.some(({ directive, how }) => directive === 'tls-port' && how === 'recreate');
  if (isNew && tls !== null && tls !== facts.publishedTls) await requireFree(deps, facts.id, tls);
}

/** Each machine has its own range, so that its ports lead to it under the same numbers here. @throws AppError BAD_VALUE */
function requireInRange({ environment }: SettingsDeps, id: string, engine: string | undefined, port: number): void {
  const range = engine === undefined ? undefined : createEngineStore(environment.home).named(engine)?.ports;
  if (range === undefined || (port >= range.start && port <= range.end)) return;
  const expected = `a port from ${range.start} to ${range.end}`;
  const message = `${id} is on ${engine}, whose tenants use the ports ${range.start} to ${range.end}, and ${port} is none of them. Choose one of these ports.`;
  throw invalidSetting('port', expected, message);
}

/** The port that the instance itself uses. */
function ownPort({ effective, published }: Gathered['facts']): number {
  return published?.port ?? (Number(fileValue(effective, 'port') ?? 6379) || tlsPort(effective));
}

async function requireFree(deps: SettingsDeps, of: string, port: number): Promise<void> {
  const owner = (await deps.catalogue.all()).find(
    ({ id, entry, record }) => id !== of && (entry?.address?.port ?? record?.port) === port,
  );
  if (owner) {
    const message = `Port ${port} belongs to ${owner.id}. Choose another one.`;
    throw new AppError('PORT_TAKEN', message, { port, by: owner.id, free: null });
  }
  await requireFreePort(port, deps.environment);
}

/** Directives with paths to other files, which in a container differ from the paths on this computer. */
const pathDirectives = [
  'include',
  'loadmodule',
  'aclfile',
  'tls-cert-file',
  'tls-ca-cert-file',
  'tls-ca-cert-dir',
  'unixsocket',
];

/**
 * Validates the new file without data, with the same Redis version as the instance: the local redis-server, or for a
 * container a scratch container of the same image if the local version differs. Another version would apply other
 * rules. If neither is available, as on a named engine, the restart itself decides, and a failed start rolls the file
 * back.
 */
async function tryText(deps: SettingsDeps, gathered: Gathered, plan: ComputedPlan): Promise<TrialOutcome> {
  const { instance, runtime } = gathered;
  const { effective } = plan.target;
  const conf = flattened(effective);
  const [unread] = !can(runtime.kind, 'mounts') ? unreadIncludes(effective) : [];
  if (unread !== undefined) {
    const message = `${unread}: Redis would not start with this file. Add the included file or remove the line.`;
    throw invalidSetting('include', 'a file that Redis can read', message);
  }
  const signal = AbortSignal.timeout(TRIAL_TIMEOUT_MS);
  const key = `${instance.id}\0${instance.entry?.imageId ?? ''}\0${instance.paths.data}\0${JSON.stringify(instance.entry?.keptPassword)}\0${formatRedisConf(conf)}`;
  const before = trials.get(key);
  if (before !== undefined) return before;
  const [program, wanted] = await Promise.all([findProgram(deps.programPath), versionOfInstance(gathered)]);
  const version = program && (await versionOf(program));
  const peer = {
    isLocal: seesLocalPeers(gathered, effective),
    version: wanted ?? version,
    keptPassword: instance.entry?.keptPassword,
  };
  let outcome = notTried;
  if (program && version && (!can(runtime.kind, 'image') || canValidate(version, wanted, gathered, plan))) {
    const access = await tryFile({ program, conf, cwd: instance.paths.data, peer, signal });
    outcome = { triedBy: `redis-server ${version}`, access };
  } else if (can(runtime.kind, 'image') && instance.entry && instance.entry.engine === undefined) {
    const access = await tryInContainer(deps, { id: instance.id, conf, peer, signal });
    outcome = { triedBy: `a container of ${wanted === null ? instance.entry.image : `Redis ${wanted}`}`, access };
  }
  // Included files may change before the next trial, so such outcomes are not cached.
  if (outcome.triedBy === null || hasExternalFiles(conf)) return outcome;
  trials.set(key, outcome);
  if (trials.size > MAX_TRIALS) trials.delete(trials.keys().next().value ?? '');
  return outcome;
}

/** Whether clients appear as local to the server: through a container's published port they do not. */
function seesLocalPeers({ instance, runtime }: Gathered, effective: EffectiveConf): boolean {
  const { host, socket } = settingsOf(effective, confPlaceOf(instance));
  return socket !== null || (!can(runtime.kind, 'network') && /^(127\.|::1$)/.test(host));
}

function hasExternalFiles(conf: RedisConf): boolean {
  return pathDirectives.some((name) => directiveLines(conf, name).length > 0);
}

/** The version that a container runs, from its server or else from its image. */
async function versionOfInstance({ instance, runtime, facts }: Gathered): Promise<string | null> {
  if (!can(runtime.kind, 'image') || !instance.entry?.image) return null;
  return (
    facts.info?.get('valkey_version') ??
    facts.info?.get('redis_version') ??
    (await runtime.versionOf(instance.entry.image, instance.entry.engine).catch(() => null))
  );
}

/** Whether the local redis-server can validate a file for the container. */
function canValidate(version: string, wanted: string | null, { facts }: Gathered, { target }: ComputedPlan): boolean {
  return !hasExternalFiles(target.effective) && version === wanted && facts.info?.get('valkey_version') === undefined;
}

const versions = new Map<string, string | null>();

async function versionOf(program: string): Promise<string | null> {
  const known = versions.get(program);
  if (known !== undefined) return known;
  const version = await programVersion(program).catch(() => null);
  versions.set(program, version);
  return version;
}

function unresponsiveError(id: string): AppError<'NOT_RUNNING'> {
  const message = `${id} is running but not responding, so its data is unknown. Fix that first (see its log), or stop it.`;
  return new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' });
}

/** Drift is known only for a server that reports its values. */
function requireComparable({ id, running, refusal }: Gathered['facts']): void {
  if (running && refusal === null) return;
  const message =
    refusal === null
      ? `${id} is stopped, so its file cannot be compared with a running server. Start it first.`
      : `${refusal} The values of the running server are unknown. Restart ${id} to use those of redis.conf.`;
  throw new AppError('NOT_RUNNING', message, { id, state: running ? 'unhealthy' : 'stopped' });
}

/** The password to connect with after the plan is applied. */
export function newPassword({ plan, instance }: Pick<Prepared, 'plan' | 'instance'>): string | null {
  return passwordFor(fileValue(plan.target.effective, 'requirepass') || null, instance.entry?.keptPassword);
}
