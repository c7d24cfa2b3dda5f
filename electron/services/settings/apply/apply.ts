import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { SettingsApplied, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { noteUndoable, readUndoable } from '../../backups/store/undo-record.ts';
import { updateRecord } from '../../instances/lifecycle/recreate-instance.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { readConfFile } from '../../redis/conf/conf-file.ts';
import { isRaise } from '../plan/container-settings.ts';
import { type ComputedPlan, isEmpty, limitMove, limitStep, masked, needsSafetyBackup, newPort } from '../plan/plan.ts';
import { type Prepared, prepare } from '../plan/prepare.ts';
import { staysReplica } from '../plan/replica-risks.ts';
import { takesFileOnly } from '../plan/setting-facts.ts';
import type { SettingsDeps } from '../settings-deps.ts';
import { applyEvicting } from './apply-evicting.ts';
import { afterRestart, checkEffect } from './check-effect.ts';
import { dumpToLeave, keepDump } from './leave-dump.ts';
import { lowerLimit, noteChoices, raiseLimit } from './move-container.ts';
import { changedMeanwhile, checksAsItWrites, commit, moveRunning } from './move-running.ts';
import { moveStopped } from './move-stopped.ts';
import { remember } from './remember.ts';
import { fileStepTitles, locksOut, restartThroughFile } from './restart-through-file.ts';
import { restartWith } from './restart-with.ts';

interface Applying {
  readonly id: string;
  readonly wish: SettingsChangeRequest;
  /** Of the file that the plan was made for. */
  readonly hash: string;
  /** Somebody has accepted the risks that need confirmation. */
  readonly confirmed: boolean;
}

/**
 * Carries a plan out: live changes and the file, then one restart where it must be, then the proof. Whatever fails
 * or is killed on the way is taken back by what was noted in the journal before.
 * @throws AppError CONFLICT when the file is another by now; all that `prepare` throws
 */
export async function applyWish(
  deps: SettingsDeps,
  { id, wish, hash, confirmed }: Applying,
): Promise<OperationOf<'config'>> {
  const prepared = await prepare(deps, id, wish);
  try {
    if (prepared.plan.facts.file.hash !== hash) throw changedMeanwhile();
    refuseBlocked(prepared.plan);
    if (!confirmed) refuseUnconfirmed(prepared.plan);
    return await begin(deps, prepared);
  } catch (error) {
    prepared.release();
    throw error;
  }
}

async function begin(deps: SettingsDeps, prepared: Prepared): Promise<OperationOf<'config'>> {
  const { id } = prepared.known;
  const steps = stepTitles(prepared.plan);
  return deps.operations.begin(
    { kind: 'config', instance: id, title: `Change settings of ${id}`, steps },
    async (op) => {
      try {
        return await executeOperation(deps, prepared, op);
      } finally {
        prepared.release();
      }
    },
  );
}

const nothingEvicted = { evictedKeys: 0, evictedBefore: null };

async function executeOperation(
  deps: SettingsDeps,
  prepared: Prepared,
  op: OperationContext,
): Promise<SettingsApplied> {
  const { plan, known, link, what } = prepared;
  const { facts } = plan;
  await keepPort(deps, prepared, op);
  if (isEmpty(plan))
    return {
      id: known.id,
      entry: null,
      applied: [],
      restarted: false,
      safetyBackup: null,
      ...nothingEvicted,
      keptSnapshot: null,
    };
  // The instance is ours from here on: what was planned before that must still hold.
  if ((await readConfFile(facts.file.path))?.hash !== facts.file.hash) throw changedMeanwhile();
  // One that ran then answers still, or the next step fails.
  if (!facts.running && (await isUp(prepared))) throw changedMeanwhile();
  const left = await dumpToLeave(prepared);
  await noteChoices(deps, prepared, op);
  await raiseLimit(deps, prepared, op);
  const save = async () => (needsSafetyBackup(plan) ? deps.safety.take(known.id, 'settings', op) : null);
  const move = () => op.step('Apply what the running server takes', () => moveRunning(prepared, op));
  const filed = takesFileOnly(facts) && plan.restart ? await restartThroughFile(deps, prepared, op, save) : null;
  const evicted =
    !filed && plan.evicts && link ? await applyEvicting(deps, { id: known.id, link, op, save, move }) : null;
  const safetyBackup = (filed ?? evicted)?.safetyBackup ?? (filed || evicted ? null : await save());
  if (evicted) op.log(`${counted(evicted.keys, 'key was', 'keys were')} evicted.`);
  else if (filed === null && link) await move();
  else if (filed === null) await op.step('Write redis.conf', () => writeOnly(deps, prepared, op));
  const restarts = filed === null && (plan.restart || plan.recreate);
  const restarted = filed ? filed.entry : restarts ? await restartWith(deps, prepared, op) : null;
  if (facts.running && !checksAsItWrites(plan) && !locksOut(prepared))
    await op.step('Check that it took effect', () => checkEffect(prepared, restarted));
  const keptSnapshot =
    left === null ? null : await afterRestart(prepared, restarted, (now) => keepDump(known, now, op, left));
  await lowerLimit(deps, prepared, restarted, op);
  const entry = await remember(deps, prepared, safetyBackup);
  const id = known.id;
  const reverted = what === 'revert' && !evicted ? await readUndoable(deps, id) : null;
  const evictedBefore = reverted?.what === 'settings' ? reverted.safetyBackup : null;
  const way = evicted ? safetyBackup : evictedBefore;
  // After a revert the way back is the most recent change again: undo is what brings the keys back.
  if (way !== null) {
    const at = new Date().toISOString();
    await noteUndoable(deps, op, { instance: id, what: 'settings', at, backup: null, safetyBackup: way });
  }
  return {
    id: known.id,
    entry,
    applied: plan.changes.map((change) => ({ ...masked(change) })),
    restarted: plan.restart,
    safetyBackup,
    evictedKeys: evicted?.keys ?? 0,
    evictedBefore,
    keptSnapshot,
  };
}

/** "Keep live" of a container's port: our record follows it. */
async function keepPort(
  deps: SettingsDeps,
  { what, plan, known, runtime }: Prepared,
  op: OperationContext,
): Promise<void> {
  const { published } = plan.facts;
  if (what === 'keep-live' && published && plan.target.named.has('port')) {
    await updateRecord(deps, known, runtime, { port: published.port }, op);
  }
}

/** The file of an instance that does not run, or of one that refuses us and needs no restart for it. */
async function writeOnly(deps: SettingsDeps, prepared: Prepared, op: OperationContext): Promise<void> {
  const { facts, target } = prepared.plan;
  if (!facts.running) return moveStopped(deps, prepared, op);
  await op.undo.add({ type: 'content', path: facts.file.path, text: facts.file.text, mode: 0o600 });
  await commit(facts.file, target.text);
}

async function isUp({ runtime, known }: Prepared): Promise<boolean> {
  return (await runtime.list()).some((entry) => entry.id === known.id && entry.state === 'running');
}

function refuseBlocked({ risks, facts, target }: ComputedPlan): void {
  const blocked = risks.find(({ level }) => level === 'blocked');
  if (!blocked) return;
  const ofReplica = blocked.directive === 'replicaof' ? staysReplica(facts, target) : null;
  if (ofReplica) throw ofReplica;
  const { directive, message } = blocked;
  throw new AppError('BAD_VALUE', `${directive}: ${message}`, {
    field: directive,
    expected: 'a change that loses nothing',
  });
}

function refuseUnconfirmed({ risks }: ComputedPlan): void {
  const risk = risks.find(({ confirm }) => confirm);
  if (!risk) return;
  const message = `${risk.directive}: ${risk.message} Nothing was changed: it is applied only when you confirm it.`;
  throw new AppError('BAD_VALUE', message, { field: 'confirmed', expected: 'true' });
}

/** In their order, so that a view shows from the first on what is to come. */
function stepTitles(plan: ComputedPlan): string[] {
  const { facts, recreate } = plan;
  const limit = limitMove(plan);
  const raise = limit && isRaise(limit) ? [limitStep(limit)] : [];
  const lower = limit && !isRaise(limit) ? [limitStep(limit)] : [];
  if (takesFileOnly(facts) && plan.restart) return [...raise, ...fileStepTitles(plan), ...lower];
  const moves = recreate ? ['Make the container again'] : newPort(plan) !== null ? ['Note the new port'] : [];
  const restart = ['Save and end Redis', ...moves, 'Start Redis', 'Wait until its data is loaded', 'Count its keys'];
  return [
    ...raise,
    ...(needsSafetyBackup(plan) ? ['Take a safety backup'] : []),
    facts.running ? 'Apply what the running server takes' : 'Write redis.conf',
    ...(plan.restart ? restart : moves),
    ...(facts.running && !checksAsItWrites(plan) ? ['Check that it took effect'] : []),
    ...lower,
  ];
}
