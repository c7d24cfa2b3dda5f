import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationStepId } from '../../../../shared/contract/operation-step.ts';
import type { OperationOf } from '../../../../shared/contract/operations.ts';
import type { SettingsApplied, SettingsChangeRequest } from '../../../../shared/contract/settings.ts';
import { counted } from '../../../../shared/format/count.ts';
import { noteUndoable, readUndoable } from '../../backups/store/undo-record.ts';
import { updateRecord } from '../../instances/lifecycle/recreate-instance.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { plannedSteps } from '../../operations/run/planned-steps.ts';
import { readConfFile } from '../../redis/conf/conf-file.ts';
import { isRaise } from '../plan/container-settings.ts';
import { type ComputedPlan, isEmpty, limitMove, limitStep, masked, needsSafetyBackup } from '../plan/plan.ts';
import { type Prepared, prepare } from '../plan/prepare.ts';
import { staysReplica } from '../plan/replica-risks.ts';
import { takesFileOnly } from '../plan/setting-facts.ts';
import type { SettingsDeps } from '../plan/settings-deps.ts';
import { applyEvicting } from './apply-evicting.ts';
import { afterRestart, checkEffect } from './check-effect.ts';
import { dumpToLeave, keepDump } from './leave-dump.ts';
import { lowerLimit, raiseLimit, recordChoices } from './move-container.ts';
import { changedMeanwhile, commit, moveRunning, verifiesDuringWrite } from './move-running.ts';
import { moveStopped } from './move-stopped.ts';
import { moveStep } from './move-to-plan.ts';
import { recordChange } from './remember.ts';
import { fileSteps, locksOut, restartThroughFile } from './restart-through-file.ts';
import { restartWith } from './restart-with.ts';

interface Applying {
  readonly id: string;
  readonly request: SettingsChangeRequest;
  /** Hash of the file that the plan was computed for. */
  readonly hash: string;
  /** The user accepted the risks that need confirmation. */
  readonly confirmed: boolean;
}

/**
 * Applies a plan: live changes and the file, then one restart if needed, then verification. On failure or a crash the
 * journal reverts what was done.
 * @throws AppError CONFLICT when the file has changed since; everything that `prepare` throws
 */
export async function applySettings(
  deps: SettingsDeps,
  { id, request, hash, confirmed }: Applying,
): Promise<OperationOf<'config'>> {
  const prepared = await prepare(deps, id, request);
  try {
    if (prepared.plan.facts.file.hash !== hash) throw changedMeanwhile();
    refuseRisks(prepared.plan, confirmed);
    return await begin(deps, prepared);
  } catch (error) {
    prepared.release();
    throw error;
  }
}

async function begin(deps: SettingsDeps, prepared: Prepared): Promise<OperationOf<'config'>> {
  const { id } = prepared.instance;
  const steps = applySteps(prepared.plan);
  return deps.operations.begin(
    { kind: 'config', instance: id, title: `Change settings of ${id}`, steps },
    async (op) => {
      try {
        return await applyPrepared(deps, prepared, op);
      } finally {
        prepared.release();
      }
    },
  );
}

const nothingEvicted = { evictedKeys: 0, evictedBefore: null };

/**
 * Applies a plan within an operation that holds the instance. What fails is undone by the operation's journal.
 * @param verify runs with the new settings in effect, before the change is recorded in the history
 */
export async function applyPrepared(
  deps: SettingsDeps,
  prepared: Prepared,
  op: OperationContext,
  verify: () => Promise<void> = async () => undefined,
): Promise<SettingsApplied> {
  const { plan, instance, link, what } = prepared;
  const { facts } = plan;
  await keepPort(deps, prepared, op);
  if (isEmpty(plan))
    return {
      id: instance.id,
      entry: null,
      applied: [],
      restarted: false,
      safetyBackup: null,
      ...nothingEvicted,
      keptSnapshot: null,
    };
  // The instance is locked from here on: what the plan was based on must still hold.
  if ((await readConfFile(facts.file.path))?.hash !== facts.file.hash) throw changedMeanwhile();
  // If it ran then and has stopped since, the next step fails by itself.
  if (!facts.running && (await isUp(prepared))) throw changedMeanwhile();
  const dumpToKeep = await dumpToLeave(prepared);
  await recordChoices(deps, prepared, op);
  await raiseLimit(deps, prepared, op);
  const save = async () => (needsSafetyBackup(plan) ? deps.safety.take(instance.id, 'settings', op) : null);
  const move = () => op.step('apply-live', () => moveRunning(prepared, op));
  const viaFile = takesFileOnly(facts) && plan.restart ? await restartThroughFile(deps, prepared, op, save) : null;
  const evicted =
    !viaFile && plan.evicts && link ? await applyEvicting(deps, { id: instance.id, link, op, save, move }) : null;
  const safetyBackup = (viaFile ?? evicted)?.safetyBackup ?? (viaFile || evicted ? null : await save());
  if (evicted) op.log(`${counted(evicted.keys, 'key was', 'keys were')} evicted.`);
  else if (viaFile === null && link) await move();
  else if (viaFile === null) await op.step('write-config', () => writeOnly(deps, prepared, op));
  const restarts = viaFile === null && (plan.restart || plan.recreate);
  const restarted = viaFile ? viaFile.entry : restarts ? await restartWith(deps, prepared, op) : null;
  if (facts.running && !verifiesDuringWrite(plan) && !locksOut(prepared))
    await op.step('verify-settings', () => checkEffect(prepared, restarted));
  const keptSnapshot =
    dumpToKeep === null
      ? null
      : await afterRestart(prepared, restarted, (now) => keepDump(instance, now, op, dumpToKeep));
  await lowerLimit(deps, prepared, restarted, op);
  await verify();
  const entry = await recordChange(deps, prepared, safetyBackup);
  const id = instance.id;
  const reverted = what === 'revert' && !evicted ? await readUndoable(deps, id) : null;
  const evictedBefore = reverted?.what === 'settings' ? reverted.safetyBackup : null;
  const safetyOfEviction = evicted ? safetyBackup : evictedBefore;
  // A revert makes the eviction the most recent change again, so that undo can restore its keys.
  if (safetyOfEviction !== null) {
    const at = new Date().toISOString();
    await noteUndoable(deps, op, { instance: id, what: 'settings', at, backup: null, safetyBackup: safetyOfEviction });
  }
  return {
    id: instance.id,
    entry,
    applied: plan.changes.map((change) => ({ ...masked(change) })),
    restarted: plan.restart,
    safetyBackup,
    evictedKeys: evicted?.keys ?? 0,
    evictedBefore,
    keptSnapshot,
  };
}

/** Keeping a container's live port updates the instance record. */
async function keepPort(
  deps: SettingsDeps,
  { what, plan, instance, runtime }: Prepared,
  op: OperationContext,
): Promise<void> {
  const { published } = plan.facts;
  if (what === 'keep-live' && published && plan.target.named.has('port')) {
    await updateRecord(deps, instance, runtime, { port: published.port }, op);
  }
}

/** Writes the file of an instance that is stopped, or that refuses this app and needs no restart. */
async function writeOnly(deps: SettingsDeps, prepared: Prepared, op: OperationContext): Promise<void> {
  const { facts, target } = prepared.plan;
  if (!facts.running) return moveStopped(deps, prepared, op);
  await op.undo.add({ type: 'content', path: facts.file.path, text: facts.file.text, mode: 0o600 });
  await commit(facts.file, target.text);
}

async function isUp({ runtime, instance }: Prepared): Promise<boolean> {
  return (await runtime.list(instance.id)).some((entry) => entry.id === instance.id && entry.state === 'running');
}

/** @throws AppError BAD_VALUE for a blocked plan, or for one that needs a confirmation */
export function refuseRisks(plan: ComputedPlan, confirmed: boolean): void {
  refuseBlocked(plan);
  if (!confirmed) refuseUnconfirmed(plan);
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
  const message = `${risk.directive}: ${risk.message} Nothing was changed. Confirm to apply it.`;
  throw new AppError('BAD_VALUE', message, { field: 'confirmed', expected: 'true' });
}

/** In execution order, so that a client can show all steps up front. */
export function applySteps(plan: ComputedPlan): readonly OperationStepId[] {
  const { facts } = plan;
  const limit = limitMove(plan);
  const raise = limit && isRaise(limit) && limitStep(limit);
  const lower = limit && !isRaise(limit) && limitStep(limit);
  if (takesFileOnly(facts) && plan.restart) return plannedSteps(raise, ...fileSteps(plan), lower);
  return plannedSteps(
    raise,
    needsSafetyBackup(plan) && 'safety-backup',
    facts.running ? 'apply-live' : 'write-config',
    plan.restart && 'save-and-end',
    moveStep(plan),
    plan.restart && 'start-redis',
    plan.restart && 'wait-loaded',
    plan.restart && 'count-keys',
    facts.running && !verifiesDuringWrite(plan) && 'verify-settings',
    lower,
  );
}
