import { AppError } from '../../../../shared/contract/errors.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { readConfFile, stageConfFile, writeConfFile } from '../../redis/conf/conf-file.ts';
import { persistenceOf } from '../../redis/conf/persistence-mode.ts';
import { dataNames } from '../../redis/data/data-form.ts';
import { removeAof } from '../../redis/data/leave-aof.ts';
import { type ComputedPlan, isGivenLive, liveText } from '../plan/plan.ts';
import type { Prepared } from '../plan/prepare.ts';
import { checkEffect } from './check-effect.ts';
import { livePersistence, type Move, moveLive } from './move-live.ts';
import type { SettingsUndo } from './settings-undo.ts';

/** Applies the live part of a plan; the whole file if no change needs a restart. */
export async function moveRunning(prepared: Prepared, op: OperationContext): Promise<void> {
  const { plan, instance, link, runtime } = prepared;
  const { facts } = plan;
  if (!link) return;
  const live = plan.changes.filter(isGivenLive);
  const text = liveText(plan);
  const isPersistence = ({ directive }: { directive: string }) => directive === 'save' || directive === 'appendonly';
  const touchesPersistence = live.some(isPersistence);
  const persistence = touchesPersistence ? await livePersistence(link) : null;
  const others = live.filter((change) => !isPersistence(change));
  const undo: SettingsUndo = {
    type: 'settings',
    id: instance.id,
    runtime: runtime.kind,
    path: facts.file.path,
    encoding: facts.file.encoding,
    before: facts.file.text,
    after: text,
    persistence,
    values: Object.fromEntries(others.map(({ directive, from }) => [directive, from ?? ''])),
  };
  // Recorded even if nothing changes yet: its undo also resumes writes that are paused for the restart.
  await op.undo.add(undo);
  if (live.length === 0 && text === facts.file.text) return;
  const move: Move = {
    id: instance.id,
    link,
    op,
    persistence: touchesPersistence ? persistenceOf(plan.target.effective) : null,
    values: Object.fromEntries(others.map(({ directive, to }) => [directive, to ?? ''])),
    commit: () => commit(facts.file, text),
    leaveAof: () => removeAof(instance.paths.data, dataNames(facts.effective)),
  };
  await (verifiesDuringWrite(plan) ? moveAndVerify(prepared, move, text) : moveLive(move));
}

/** Like moveLive, but stages the file in parallel and verifies the server while the file is put in place. */
async function moveAndVerify(prepared: Prepared, move: Move, text: string): Promise<void> {
  const { file } = prepared.plan.facts;
  const staging = text === file.text ? null : stageConfFile(file, text);
  // Awaited in commit; this only prevents an unhandled rejection.
  staging?.catch(() => undefined);
  const commit = async () => {
    const staged = await staging;
    await requireUnchanged(file);
    const both = [checkEffect(prepared, null), staged?.commit()];
    for (const result of await Promise.allSettled(both)) if (result.status === 'rejected') throw result.reason;
  };
  try {
    await moveLive({ ...move, commit });
  } finally {
    await (await staging?.catch(() => null))?.drop();
  }
}

/** Writes the file unless it changed since the plan was computed. */
export async function commit(file: ComputedPlan['facts']['file'], text: string): Promise<void> {
  if (text === file.text) return;
  await requireUnchanged(file);
  await writeConfFile(file, text);
}

async function requireUnchanged(file: ComputedPlan['facts']['file']): Promise<void> {
  if ((await readConfFile(file.path))?.hash !== file.hash) throw changedMeanwhile();
}

/**
 * Whether all changes are live and none concerns persistence. Then nothing after CONFIG SET can change them, and they
 * are verified while the file is written.
 */
export function verifiesDuringWrite({ restart, recreate, changes }: ComputedPlan): boolean {
  const later = changes.some(({ directive }) => directive === 'save' || directive === 'appendonly');
  return !restart && !recreate && !later;
}

export function changedMeanwhile(): AppError<'CONFLICT'> {
  const message =
    'The file or the server has changed in the meantime. Nothing was applied: reload the settings and try again.';
  return new AppError('CONFLICT', message, { what: 'redis.conf' });
}
