import { AppError } from '../../../shared/contract/errors.ts';
import type { Wish } from '../../../shared/contract/settings.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { requireFreePort } from '../instances/install.ts';
import { findProgram, programVersion } from '../runtimes/process/program.ts';
import { fileValue } from './conf-values.ts';
import type { SettingsDeps } from './deps.ts';
import { type Gathered, gather, type Question } from './gather.ts';
import { plainWish } from './plain-wish.ts';
import { type ComputedPlan, computePlan } from './plan.ts';
import { directiveLines } from './redis-conf.ts';
import { type PlainWish, presentName, targetOf } from './target.ts';
import { tryFile } from './try-file.ts';

/** A plan that can be carried out. */
export interface Prepared extends Gathered {
  readonly plan: ComputedPlan;
  readonly what: Wish['kind'];
  /** What tried the new file: `redis-server 7.0.15`; null when only our own rules have. */
  readonly triedBy: string | null;
}

/** Files that were tried in this process: a plan that is applied as it was shown need not be tried again. */
const tried = new Map<string, string>();
const TRIED_MOST = 50;

/**
 * Makes a plan, refusing what cannot be right before anything is touched. The caller releases the connection.
 * @throws AppError BAD_VALUE, PORT_TAKEN, NOT_RUNNING
 */
export async function prepare(deps: SettingsDeps, id: string, wish: Wish): Promise<Prepared> {
  const plain = await plainWish(deps, id, wish);
  const gathered = await gather(deps, id, questionOf(plain));
  try {
    const { facts } = gathered;
    if (gathered.silent) throw silent(id);
    if (wish.kind.startsWith('keep-') && !facts.running) throw notRunning(id);
    const plan = computePlan(facts, targetOf(facts, plain));
    await requirePlace(deps, plan);
    const triedBy = plan.target.text === facts.file.text ? null : await tryText(deps, gathered, plan);
    return { ...gathered, plan, what: wish.kind, triedBy };
  } catch (error) {
    gathered.release();
    throw error;
  }
}

/** Changes by name need no more than those names; a text, or what drifted, may be about any. */
function questionOf(wish: PlainWish): Question {
  if (wish.kind !== 'changes') return { names: null, own: true };
  const names = [...Object.keys(wish.changes).map(presentName), ...(wish.persistence ? ['appendonly', 'save'] : [])];
  return { names: [...new Set(names)], own: names.includes('requirepass') };
}

/** A port that somebody has, running or stopped, is refused before anything is touched. */
async function requirePlace(deps: SettingsDeps, { facts, changes }: ComputedPlan): Promise<void> {
  const wanted = changes.find(({ directive }) => directive === 'port')?.to;
  if (!wanted) return;
  const port = Number(wanted);
  const owner = (await deps.catalogue.all()).find(
    ({ id, entry, record }) => id !== facts.id && (entry?.address?.port ?? record?.port) === port,
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
 * Tries the new file with this computer's Redis, without data: where it is what the instance runs, or, for a container,
 * of the same version. Any other would judge by other rules; there the server itself has the last word, and when it
 * does not come up the old file comes back.
 */
async function tryText(deps: SettingsDeps, { known, facts }: Gathered, plan: ComputedPlan): Promise<string | null> {
  const { text, conf } = plan.target;
  const key = `${known.paths.data}\0${text}`;
  const before = tried.get(key);
  if (before !== undefined) return before;
  const program = await findProgram(deps.programPath);
  if (!program) return null;
  const version = await versionOf(program);
  if (version === null || !judges(facts.runtime, version, plan)) return null;
  await tryFile({ program, text, conf, cwd: known.paths.data, signal: AbortSignal.timeout(30_000) });
  const by = `redis-server ${version}`;
  tried.set(key, by);
  if (tried.size > TRIED_MOST) tried.delete(tried.keys().next().value ?? '');
  return by;
}

function judges(runtime: RuntimeKind, version: string, { facts, target }: ComputedPlan): boolean {
  if (runtime === 'process') return true;
  if (elsewhere.some((name) => directiveLines(target.conf, name).length > 0)) return false;
  const running = facts.info?.get('redis_version');
  return running !== undefined && series(running) === series(version) && !facts.info?.has('valkey_version');
}

/** `7.0` of `7.0.15`. */
function series(version: string): string {
  return version.split('.').slice(0, 2).join('.');
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

function notRunning(id: string): AppError<'NOT_RUNNING'> {
  const message = `${id} does not run, so there is no running server to compare with its file. Start it first.`;
  return new AppError('NOT_RUNNING', message, { id, state: 'stopped' });
}

/** The password that lets us in once the plan is applied. */
export function newPassword({ target }: ComputedPlan): string | null {
  return fileValue(target.conf, 'requirepass') || null;
}
