import type { Backup, RestoreResult, UndoOffer } from '../../../../shared/contract/backup.ts';
import type { Operation, OperationOf } from '../../../../shared/contract/operations.ts';
import { counted } from '../../../../shared/format/count.ts';
import { api, orpc } from '../../../client/api.ts';
import { isCancelled } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { hideDone, showDone, showFailure, showWarning } from '../../../client/toasts.tsx';
import { decisionOf } from '../../../lib/backup-words.ts';
import { bytes, count, elapsed } from '../../../lib/format.ts';
import { go } from '../../../lib/navigate.ts';
import { planRevert } from '../../settings/plan/plan-revert.ts';
import { placeInput, type RestorePlace } from '../restore/restore-place.ts';
import { askForData } from './ask-for-data.ts';
import { type Asked, asked, backupKey, shownBackup } from './backup-dialog-state.ts';
import { importQuestion, type OpenQuestion, restoreQuestion, verifyQuestion } from './data-questions.ts';

type CreateInput = Parameters<typeof api.backups.create>[0];
type ImportInput = Parameters<typeof api.backups.import>[0];
type UploadedInput = Parameters<typeof api.backups.importUploaded>[0];

/** Reads the lists again, and what can be undone. */
function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.backups.key() });
}

/**
 * Begins a backup; its end is told in a toast, its progress is in the view and in the status bar.
 * @throws what keeps it from beginning, such as a name that is taken
 */
export function backUp(input: CreateInput): Promise<void> {
  return beginAndTell(() => api.backups.create(input), `${input.instance} is backed up`);
}

/** As `backUp`, of a file that is taken over. */
export function importBackup(input: ImportInput): Promise<void> {
  const question = importQuestion(input, input.path, (data) => importBackup({ ...input, data }));
  return beginAndTell(() => api.backups.import(input), `A backup of ${input.instance} is imported`, question);
}

/** As `importBackup`, of a file that was sent. @param file what it is called here */
export function importUploaded(input: UploadedInput, file: string): Promise<void> {
  const question = importQuestion(input, file, (data) => importUploaded({ ...input, data }, file));
  const done = `A backup of ${input.instance} is imported`;
  return beginAndTell(() => api.backups.importUploaded(input), done, question);
}

type BackupOperation = OperationOf<'backup' | 'import-backup'>;

async function beginAndTell(
  begin: () => Promise<BackupOperation>,
  done: string,
  question?: OpenQuestion,
): Promise<void> {
  let first: BackupOperation | null = await begin();
  const onceMore = () => {
    const begun = first;
    first = null;
    return begun ? Promise.resolve(begun) : begin();
  };
  const ownError = (error: unknown) => question !== undefined && askForData(error, question);
  void runOperation(onceMore, { quiet: true, ownError })
    .then(({ result }) => tellTaken(done, result))
    .catch(() => undefined)
    .finally(refresh);
}

function tellTaken(what: string, taken: Backup): void {
  const keys = taken.keys === null ? null : counted(taken.keys, 'key');
  const failed = taken.proof?.ok === false;
  const proof = taken.proof === null ? 'not verified' : failed ? 'verification failed' : 'verified';
  const facts = [taken.name, keys, bytes(taken.sizeBytes), proof].filter((fact) => fact !== null);
  // Who looks at the list sees it there.
  const inSight = window.location.hash.startsWith('#/backups');
  const open = inSight ? undefined : { label: 'Show', run: () => showBackup(taken) };
  const warnings = taken.contents?.warnings ?? [];
  const detail = [`${facts.join(' · ')}.`, decisionOf(taken), failed ? taken.proof?.message : null, ...warnings]
    .filter(Boolean)
    .join(' ');
  if (failed) showWarning(`${what}, but its verification failed`, detail, open);
  else if (warnings.length > 0) showWarning(`${what}, with a warning`, detail, open);
  else showDone(what, detail, open);
}

/** Opens a backup's details. */
export function showBackup(backup: Pick<Backup, 'instance' | 'name'>): void {
  shownBackup.set(backupKey(backup));
  go(`/backups/${backup.instance}`);
}

/** @param data which data counts, where nothing in the backup decides and somebody was asked */
export async function proveBackup(backup: Backup, data?: string): Promise<void> {
  const { instance, name } = backup;
  const question = verifyQuestion(backup, async (path) => void proveBackup(backup, path));
  const ownError = (error: unknown) => askForData(error, question);
  await runOperation(() => api.backups.prove({ instance, name, data }), { quiet: true, ownError })
    .then(({ result: { proof, contents } }) => {
      const warnings = contents?.warnings ?? [];
      if (proof?.ok === false) showWarning(`The verification of ${name} failed`, proof.message);
      else if (warnings.length > 0) showWarning(`${name} is verified, with a warning`, warnings.join(' '));
      else showDone(`${name} is verified`, proof?.message);
    })
    .catch(() => undefined)
    .finally(refresh);
}

interface RestoreOptions {
  readonly place: RestorePlace;
  readonly tell: (operation: Operation) => void;
  /** Which data counts, where nothing in the backup decides and somebody was asked. */
  readonly data?: string;
}

/** Restores; afterwards a toast offers Undo. Where nothing decides which data counts, asks. @throws OperationError, for the dialog */
export async function restoreBackup(backup: Backup, options: RestoreOptions): Promise<void> {
  const { instance, name } = backup;
  const { place, tell, data } = options;
  const question = restoreQuestion(backup, place, (path, tellNow) =>
    restoreBackup(backup, { ...options, data: path, tell: tellNow }),
  );
  const begin = () => api.backups.restore({ instance, name, ...placeInput(place), data });
  try {
    const { result } = await runOperation(begin, { quiet: true, ownError: true, onProgress: tell });
    await refresh();
    tellRestored(backup, place, result);
  } catch (error) {
    const isOwn = (open: Asked) => open.what === 'restore' && open.backup === backup;
    if (!askForData(error, question, isOwn)) throw error;
  }
}

function tellRestored({ name }: Backup, place: RestorePlace, restored: RestoreResult): void {
  const facts = [
    `${counted(restored.keys, 'key')} in ${elapsed(restored.durationMs)}`,
    ...(restored.expiredSince ? [`${count(restored.expiredSince)} had expired since`] : []),
    ...(restored.safetyBackup ? ['Undo stays in Backups too'] : []),
  ];
  const into = place.id;
  if (place.to === 'new') {
    const show = { label: 'Open', run: () => go(`/instances/${into}`) };
    showDone(`Restored ${name} into the new tenant ${into}`, `${facts.join('; ')}.`, show);
    return;
  }
  const undo = restored.safetyBackup ? { label: 'Undo', run: () => void undoLast(into) } : undefined;
  offerUndo(into, `Restored ${name} into ${into}`, `${facts.join('; ')}.`, undo);
}

/** The messages that offer Undo, by instance: one that was used, or that something came after, must not stay. */
const offers = new Map<string, string>();

/** Tells what was done, with Undo; what was told of the instance before goes. */
export function offerUndo(...[instance, what, detail, undo]: readonly [string, ...Parameters<typeof showDone>]): void {
  withdraw(instance);
  offers.set(instance, what);
  showDone(what, detail, undo);
}

function withdraw(instance: string): void {
  const offered = offers.get(instance);
  if (offered !== undefined) hideDone(offered);
  offers.delete(instance);
}

/**
 * Brings back what an instance held before the last restore, flush, undo or eviction. It can itself be undone. Where
 * something else has changed the instance since, that is asked first.
 */
export async function undoLast(instance: string): Promise<void> {
  withdraw(instance);
  try {
    const offer = await api.backups.undoable({ instance });
    if (offer?.what === 'settings' && (await planLimitBack(offer))) return;
    if (offer === null || offer.newer === null) await undoOffered(offer ?? { instance });
    else asked.set({ what: 'undo', offer });
  } catch (error) {
    if (!isCancelled(error)) showFailure(`Undo the last change of ${instance}`, error, () => void undoLast(instance));
  }
}

/** With the limit that evicted them, keys would be evicted again: its plan back comes first, unless it is reverted. */
async function planLimitBack({ instance, safetyBackup }: UndoOffer): Promise<boolean> {
  const [last] = await api.settings.history({ id: instance });
  if (last?.safetyBackup !== safetyBackup || !last.revertible) return false;
  planRevert(last);
  go(`/settings/${instance}`);
  return true;
}

/** @param ownError whoever calls it shows a failure */
export async function undoOffered(
  { instance, safetyBackup }: Pick<UndoOffer, 'instance'> & Partial<UndoOffer>,
  ownError = false,
): Promise<void> {
  try {
    const { result: back } = await runOperation(() => api.backups.undo({ instance, safetyBackup }), {
      quiet: true,
      ownError,
    });
    const keys = `${counted(back.keys, 'key')}, from ${back.backup}.`;
    showDone(`${instance} holds what it held before`, keys);
  } catch (error) {
    // Shown by whoever runs operations.
    if (ownError) throw error;
  } finally {
    await refresh();
  }
}

/** Brings a backup back that was deleted within the last ten minutes. */
export async function bringBackupBack({ instance, name }: Pick<Backup, 'instance' | 'name'>): Promise<void> {
  try {
    await api.backups.undoRemove({ instance, name });
    showDone(`${name} is back`);
  } catch (error) {
    showFailure(`Bring ${name} back`, error, () => void bringBackupBack({ instance, name }));
  }
  await refresh();
}
