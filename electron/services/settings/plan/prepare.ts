import { AppError } from '../../../../shared/contract/errors.ts';
import type { Access, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { requireFreePort } from '../../instances/install/install.ts';
import { bad } from '../../redis/conf/check-value.ts';
import { confPlaceOf } from '../../redis/conf/conf-place.ts';
import { fileValue } from '../../redis/conf/conf-values.ts';
import { type EffectiveConf, flattened } from '../../redis/conf/effective-conf.ts';
import { directiveLines, formatRedisConf, type RedisConf } from '../../redis/conf/redis-conf.ts';
import { settingsOf } from '../../redis/conf/server-settings.ts';
import { publishedTls } from '../../redis/conf/tls-place.ts';
import { unreadIncludes } from '../../redis/conf/unread-includes.ts';
import { findProgram, programVersion } from '../../runtimes/process/program.ts';
import type { SettingsDeps } from '../settings-deps.ts';
import { tryFile, tryInContainer } from '../trial/try-file.ts';
import { accessRisks, refusalRisks } from './access-risks.ts';
import { type Gathered, gather, type Question } from './gather.ts';
import { type ComputedPlan, computePlan, newPort } from './plan.ts';
import { resolveChangeRequest } from './resolve-change-request.ts';
import { canonicalName, type PlainWish, targetOf } from './target.ts';

/** A plan that can be carried out. */
export interface Prepared extends Gathered {
  readonly plan: ComputedPlan;
  readonly what: SettingsChangeRequest['kind'];
  /** What tried the new file: `redis-server 7.0.15`; null when only our own rules have. */
  readonly triedBy: string | null;
  /** Who gets in once it runs on the new file; null where that was not tried. */
  readonly access: Access | null;
}

type Tried = Pick<Prepared, 'triedBy' | 'access'>;
const notTried: Tried = { triedBy: null, access: null };

/** Files that were tried in this process: a plan that is applied as it was shown need not be tried again. */
const tried = new Map<string, Tried>();
const TRIED_MOST = 50;
/** How long a trial may take, ms. */
const TRIAL_MS = 60_000;

/**
 * Makes a plan, refusing what cannot be right before anything is touched. The caller releases the connection.
 * @throws AppError BAD_VALUE, PORT_TAKEN, NOT_RUNNING
 */
export async function prepare(deps: SettingsDeps, id: string, wish: SettingsChangeRequest): Promise<Prepared> {
  const plain = await resolveChangeRequest(deps, id, wish);
  const gathered = await gather(deps, id, questionOf(plain));
  try {
    const { facts } = gathered;
    if (gathered.silent) throw silent(id);
    if (wish.kind.startsWith('keep-')) requireComparable(facts);
    const computed = computePlan(facts, targetOf(facts, plain));
    await requirePlace(deps, computed);
    const isChanged = computed.target.text !== facts.file.text;
    const outcome = isChanged ? await tryText(deps, gathered, computed) : notTried;
    const risks = [...computed.risks, ...refusalRisks(computed), ...accessRisks(computed, outcome.access)];
    return { ...gathered, plan: { ...computed, risks }, what: wish.kind, ...outcome };
  } catch (error) {
    gathered.release();
    throw error;
  }
}

/** Changes by name need no more than those names; a text, or what drifted, may be about any. */
function questionOf(wish: PlainWish): Question {
  if (wish.kind !== 'changes') return { names: null, own: true };
  const names = [...Object.keys(wish.changes).map(canonicalName), ...(wish.persistence ? ['appendonly', 'save'] : [])];
  return { names: [...new Set(names)], own: names.includes('requirepass') };
}

/** A port that somebody has, running or stopped, is refused before anything is touched. */
async function requirePlace(deps: SettingsDeps, plan: ComputedPlan): Promise<void> {
  const { facts, target, changes } = plan;
  const port = newPort(plan);
  // One that turns from plain to TLS keeps its port, which it holds itself.
  if (port !== null && port !== plainPort(facts)) await requireFree(deps, facts.id, port);
  const tls = facts.published ? publishedTls(target.effective) : null;
  const isNew = changes.some(({ directive, how }) => directive === 'tls-port' && how === 'recreate');
  if (isNew && tls !== null && tls !== facts.publishedTls) await requireFree(deps, facts.id, tls);
}

function plainPort({ effective, published }: Gathered['facts']): number {
  return published?.port ?? Number(fileValue(effective, 'port') ?? 6379);
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

/** Directives that lead to other files: inside a container they are not where this computer's Redis would look. */
const elsewhere = [
  'include',
  'loadmodule',
  'aclfile',
  'tls-cert-file',
  'tls-ca-cert-file',
  'tls-ca-cert-dir',
  'unixsocket',
];

/**
 * Tries the new file without data, with the Redis that the instance runs: a program of this computer, or for a
 * container this computer's where that is of the same version, else a scratch container of the same image. Any other
 * would judge by other rules. Where none can be had the server itself has the last word, and when it does not come up
 * the old file comes back.
 */
async function tryText(deps: SettingsDeps, gathered: Gathered, plan: ComputedPlan): Promise<Tried> {
  const { known, runtime } = gathered;
  const { effective } = plan.target;
  const conf = flattened(effective);
  const [unread] = runtime.kind === 'process' ? unreadIncludes(effective) : [];
  if (unread !== undefined) {
    const message = `${unread}: Redis would not start on this file. Put the included file there, or take the line out.`;
    throw bad('include', 'a file that Redis can read', message);
  }
  const signal = AbortSignal.timeout(TRIAL_MS);
  const key = `${known.id}\0${known.entry?.imageId ?? ''}\0${known.paths.data}\0${formatRedisConf(conf)}`;
  const before = tried.get(key);
  if (before !== undefined) return before;
  const [program, wanted] = await Promise.all([findProgram(deps.programPath), versionOfInstance(gathered)]);
  const version = program && (await versionOf(program));
  const peer = { isLocal: seesLocalPeers(gathered, effective), version: wanted ?? version };
  let outcome = notTried;
  if (program && version && (runtime.kind === 'process' || judges(version, wanted, gathered, plan))) {
    const access = await tryFile({ program, conf, cwd: known.paths.data, peer, signal });
    outcome = { triedBy: `redis-server ${version}`, access };
  } else if (runtime.kind === 'docker' && known.entry) {
    const access = await tryInContainer(deps, { id: known.id, conf, peer, signal });
    outcome = { triedBy: `a container of ${wanted === null ? known.entry.image : `Redis ${wanted}`}`, access };
  }
  // What an included file says may be another at the next try.
  if (outcome.triedBy === null || leadsElsewhere(conf)) return outcome;
  tried.set(key, outcome);
  if (tried.size > TRIED_MOST) tried.delete(tried.keys().next().value ?? '');
  return outcome;
}

/** Whether the server sees its clients come from its own computer: through a container's published port it does not. */
function seesLocalPeers({ known, runtime }: Gathered, effective: EffectiveConf): boolean {
  const { host, socket } = settingsOf(effective, confPlaceOf(known));
  return socket !== null || (runtime.kind === 'process' && /^(127\.|::1$)/.test(host));
}

function leadsElsewhere(conf: RedisConf): boolean {
  return elsewhere.some((name) => directiveLines(conf, name).length > 0);
}

/** What a container runs: by its server's own word, else by its image's. */
async function versionOfInstance({ known, runtime, facts }: Gathered): Promise<string | null> {
  if (runtime.kind === 'process' || !known.entry?.image) return null;
  return (
    facts.info?.get('valkey_version') ??
    facts.info?.get('redis_version') ??
    (await runtime.versionOf(known.entry.image).catch(() => null))
  );
}

/** Whether this computer's Redis may speak for a container's. */
function judges(version: string, wanted: string | null, { facts }: Gathered, { target }: ComputedPlan): boolean {
  return !leadsElsewhere(target.effective) && version === wanted && facts.info?.get('valkey_version') === undefined;
}

const versions = new Map<string, string | null>();

async function versionOf(program: string): Promise<string | null> {
  const known = versions.get(program);
  if (known !== undefined) return known;
  const version = await programVersion(program).catch(() => null);
  versions.set(program, version);
  return version;
}

function silent(id: string): AppError<'NOT_RUNNING'> {
  const message = `${id} runs but does not answer, so what it holds is not known. Mend that first (its log says why), or stop it.`;
  return new AppError('NOT_RUNNING', message, { id, state: 'unhealthy' });
}

/** What drifted is known only of a server that tells its values. */
function requireComparable({ id, running, refusal }: Gathered['facts']): void {
  if (running && refusal === null) return;
  const message =
    refusal === null
      ? `${id} does not run, so there is no running server to compare with its file. Start it first.`
      : `${refusal} The values of the running server are not known. Restart ${id} to use those of redis.conf.`;
  throw new AppError('NOT_RUNNING', message, { id, state: running ? 'unhealthy' : 'stopped' });
}

/** The password that lets us in once the plan is applied. */
export function newPassword({ target }: ComputedPlan): string | null {
  return fileValue(target.effective, 'requirepass') || null;
}
