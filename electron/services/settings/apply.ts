import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Operation } from '../../../shared/contract/operation.ts';
import type { SettingsApplied, Wish } from '../../../shared/contract/settings.ts';
import { noteInRecord } from '../instances/remake.ts';
import type { OperationContext } from '../operations/operation-context.ts';
import { checkEffect } from './check-effect.ts';
import { readConfFile, stageConfFile, writeConfFile } from './conf-file.ts';
import { fileDirectives, fileValue, sameValue } from './conf-values.ts';
import { dataNames } from './data-form.ts';
import type { SettingsDeps } from './deps.ts';
import { addToHistory } from './history.ts';
import { removeAof } from './leave-aof.ts';
import { maskedText } from './mask.ts';
import { livePersistence, type Move, moveLive } from './move-live.ts';
import { moveStopped } from './move-stopped.ts';
import { persistenceOf } from './persistence-mode.ts';
import { type ComputedPlan, isEmpty, liveText, masked, needsSafetyBackup } from './plan.ts';
import { type Prepared, prepare } from './prepare.ts';
import { restartWith } from './restart-with.ts';
import type { SettingsUndo } from './settings-undo.ts';

/**
 * Carries a plan out: live changes and the file, then one restart where it must be, then the proof. Whatever fails
 * or is killed on the way is taken back by what was noted in the journal before.
 * @param hash of the file that the plan was made for
 * @throws AppError CONFLICT when the file is another by now; all that `prepare` throws
 */
export async function applyWish(deps: SettingsDeps, id: string, wish: Wish, hash: string): Promise<Operation> {
  const prepared = await prepare(deps, id, wish);
  try {
    if (prepared.plan.facts.file.hash !== hash) throw changedMeanwhile();
    refuseBlocked(prepared.plan);
    return await begin(deps, prepared);
  } catch (error) {
    prepared.release();
    throw error;
  }
}

async function begin(deps: SettingsDeps, prepared: Prepared): Promise<Operation> {
  const { id } = prepared.known;
  const steps = stepTitles(prepared.plan);
  return deps.operations.begin(
    { kind: 'config', instance: id, title: `Change settings of ${id}`, steps },
    async (op) => {
      try {
        return await carryOut(deps, prepared, op);
      } finally {
        prepared.release();
      }
    },
  );
}

async function carryOut(deps: SettingsDeps, prepared: Prepared, op: OperationContext): Promise<SettingsApplied> {
  const { plan, known, link } = prepared;
  const { facts } = plan;
  await keepPort(deps, prepared, op);
  if (isEmpty(plan)) return { id: known.id, entry: null, applied: [], restarted: false, safetyBackup: null };
  // The instance is ours from here on: what was planned before that must still hold.
  if ((await readConfFile(facts.file.path))?.hash !== facts.file.hash) throw changedMeanwhile();
  // One that ran then answers still, or the next step fails.
  if (!facts.running && (await isUp(prepared))) throw changedMeanwhile();
  const safetyBackup = needsSafetyBackup(plan) ? await deps.safety.take(known.id, 'settings', op) : null;
  if (link) await op.step('Apply what the running server takes', () => moveRunning(prepared, op));
  else await op.step('Write redis.conf', () => moveStopped(deps, prepared, op));
  const restarted = plan.restart || plan.recreate ? await restartWith(deps, prepared, op) : null;
  if (facts.running && !checksAsItWrites(plan))
    await op.step('Check that it took effect', () => checkEffect(prepared, restarted));
  const entry = await remember(deps, prepared, safetyBackup);
  return {
    id: known.id,
    entry,
    applied: plan.changes.map((change) => ({ ...masked(change) })),
    restarted: plan.restart,
    safetyBackup,
  };
}

/**
 * A plan that is over for the server when it was given its values: whether they took effect is asked while the file
 * is written, as nothing more comes that could change them.
 */
function checksAsItWrites({ restart, recreate, changes }: ComputedPlan): boolean {
  const later = changes.some(({ directive }) => directive === 'save' || directive === 'appendonly');
  return !restart && !recreate && !later;
}

/** "Keep live" of a container's port: our record follows it. */
async function keepPort(
  deps: SettingsDeps,
  { what, plan, known, runtime }: Prepared,
  op: OperationContext,
): Promise<void> {
  const { published } = plan.facts;
  if (what === 'keep-live' && published && plan.target.named.has('port')) {
    await noteInRecord(deps, known, runtime, { port: published.port }, op);
  }
}

async function isUp({ runtime, known }: Prepared): Promise<boolean> {
  return (await runtime.list()).some((entry) => entry.id === known.id && entry.state === 'running');
}

/** The part of a plan that needs no restart; all of the file when nothing does. */
async function moveRunning(prepared: Prepared, op: OperationContext): Promise<void> {
  const { plan, known, link, runtime } = prepared;
  const { facts } = plan;
  if (!link) return;
  const live = plan.changes.filter(({ how }) => how === 'live');
  const text = liveText(plan);
  const isPersistence = ({ directive }: { directive: string }) => directive === 'save' || directive === 'appendonly';
  const touchesPersistence = live.some(isPersistence);
  const persistence = touchesPersistence ? await livePersistence(link) : null;
  const others = live.filter((change) => !isPersistence(change));
  const undo: SettingsUndo = {
    type: 'settings',
    id: known.id,
    runtime: runtime.kind,
    path: facts.file.path,
    encoding: facts.file.encoding,
    before: facts.file.text,
    after: text,
    persistence,
    values: Object.fromEntries(others.map(({ directive, from }) => [directive, from ?? ''])),
  };
  // Where nothing changes yet as well: it lets writes go on that wait for a restart.
  await op.undo.add(undo);
  if (live.length === 0 && text === facts.file.text) return;
  const move: Move = {
    id: known.id,
    link,
    op,
    persistence: touchesPersistence ? persistenceOf(plan.target.conf) : null,
    values: Object.fromEntries(others.map(({ directive, to }) => [directive, to ?? ''])),
    commit: () => commit(facts.file, text),
    leaveAof: () => removeAof(known.paths.data, dataNames(facts.conf)),
  };
  await (checksAsItWrites(plan) ? moveAtOnce(prepared, move, text) : moveLive(move));
}

/** The same with the file written beside the old one meanwhile, and the server asked while it is put in place. */
async function moveAtOnce(prepared: Prepared, move: Move, text: string): Promise<void> {
  const { file } = prepared.plan.facts;
  const staging = text === file.text ? null : stageConfFile(file, text);
  // Heard of below, when its turn comes.
  staging?.catch(() => undefined);
  const commit = async () => {
    const staged = await staging;
    await requireSame(file);
    const both = [checkEffect(prepared, null), staged?.commit()];
    for (const result of await Promise.allSettled(both)) if (result.status === 'rejected') throw result.reason;
  };
  try {
    await moveLive({ ...move, commit });
  } finally {
    await (await staging?.catch(() => null))?.drop();
  }
}

/** Writes the file, unless somebody else has since the plan was made. */
export async function commit(file: ComputedPlan['facts']['file'], text: string): Promise<void> {
  if (text === file.text) return;
  await requireSame(file);
  await writeConfFile(file, text);
}

async function requireSame(file: ComputedPlan['facts']['file']): Promise<void> {
  if ((await readConfFile(file.path))?.hash !== file.hash) throw changedMeanwhile();
}

async function remember(
  deps: SettingsDeps,
  { plan, known, what }: Prepared,
  safetyBackup: string | null,
): Promise<string> {
  const { facts, target } = plan;
  const changes = plan.changes.map((change) => ({ ...masked(change) }));
  const secrets = changes.some(
    (change, index) => change.to !== plan.changes[index]?.to || change.from !== plan.changes[index]?.from,
  );
  const names = [...new Set([...fileDirectives(facts.conf), ...fileDirectives(target.conf)])];
  const changed = names.filter((name) => !sameValue(name, fileValue(facts.conf, name), fileValue(target.conf, name)));
  const places =
    facts.published && plan.recreate ? { port: String(facts.published.port), bind: facts.published.host } : {};
  const id = randomUUID();
  await addToHistory(deps.environment.home, {
    id,
    at: new Date().toISOString(),
    face: deps.face,
    instance: known.id,
    what,
    changes,
    restarted: plan.restart,
    safetyBackup,
    revertible: !secrets,
    back: secrets
      ? {}
      : { ...Object.fromEntries(changed.map((name) => [name, fileValue(facts.conf, name)])), ...places },
    backText: what === 'text' ? maskedText(facts.conf) : null,
  });
  return id;
}

function refuseBlocked({ risks }: ComputedPlan): void {
  const blocked = risks.find(({ level }) => level === 'blocked');
  if (!blocked) return;
  const { directive, message } = blocked;
  throw new AppError('BAD_VALUE', `${directive}: ${message}`, {
    field: directive,
    expected: 'a change that loses nothing',
  });
}

/** In their order, so that a view shows from the first on what is to come. */
function stepTitles(plan: ComputedPlan): string[] {
  const { facts, recreate, changes } = plan;
  const moves = recreate
    ? ['Make the container again']
    : changes.some(({ directive }) => directive === 'port')
      ? ['Note the new port']
      : [];
  const restart = ['Save and end Redis', ...moves, 'Start Redis', 'Wait until its data is loaded', 'Count its keys'];
  return [
    ...(needsSafetyBackup(plan) ? ['Take a safety backup'] : []),
    facts.running ? 'Apply what the running server takes' : 'Write redis.conf',
    ...(plan.restart ? restart : moves),
    ...(facts.running && !checksAsItWrites(plan) ? ['Check that it took effect'] : []),
  ];
}

export function changedMeanwhile(): AppError<'CONFLICT'> {
  const message =
    'The file or the server was changed by somebody else meanwhile. Nothing was changed here: look at it again and repeat.';
  return new AppError('CONFLICT', message, { what: 'redis.conf' });
}
