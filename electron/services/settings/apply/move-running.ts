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

/** The part of a plan that needs no restart; all of the file when nothing does. */
export async function moveRunning(prepared: Prepared, op: OperationContext): Promise<void> {
  const { plan, known, link, runtime } = prepared;
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
    persistence: touchesPersistence ? persistenceOf(plan.target.effective) : null,
    values: Object.fromEntries(others.map(({ directive, to }) => [directive, to ?? ''])),
    commit: () => commit(facts.file, text),
    leaveAof: () => removeAof(known.paths.data, dataNames(facts.effective)),
  };
  await (checksAsItWrites(plan) ? moveAtOnce(prepared, move, text) : moveLive(move));
}

/** The same with the file written beside the old one meanwhile, and the server asked while it is put in place. */
async function moveAtOnce(prepared: Prepared, move: Move, text: string): Promise<void> {
  const { file } = prepared.plan.facts;
  const staging = text === file.text ? null : stageConfFile(file, text);
  // Awaited below, when its turn comes.
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

/**
 * A plan that is over for the server when it was given its values: whether they took effect is asked while the file
 * is written, as nothing more comes that could change them.
 */
export function checksAsItWrites({ restart, recreate, changes }: ComputedPlan): boolean {
  const later = changes.some(({ directive }) => directive === 'save' || directive === 'appendonly');
  return !restart && !recreate && !later;
}

export function changedMeanwhile(): AppError<'CONFLICT'> {
  const message =
    'The file or the server was changed by somebody else meanwhile. Nothing was changed here: look at it again and repeat.';
  return new AppError('CONFLICT', message, { what: 'redis.conf' });
}
