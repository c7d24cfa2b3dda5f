import type { Backup, RestoreResult, UndoOffer } from '../../../../shared/contract/backup.ts';
import type { Operation, OperationOf } from '../../../../shared/contract/operations.ts';
import { api, orpc } from '../../../client/api.ts';
import { isCancelled } from '../../../client/errors.ts';
import { runOperation } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { hideDone, showDone, showFailure, showWarning } from '../../../client/toasts.tsx';
import { decisionOf } from '../../../lib/backup-words.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes, count, elapsed } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { planRevert } from '../../settings/plan/plan-revert.ts';
import { placeInput, type RestorePlace } from '../model/restore-place.ts';
import * as dialogsWords from '../words/dialogs.ts';
import { askForData } from './ask-for-data.ts';
import { type BackupDialogRequest, backupDialog, backupKey, shownBackup } from './backup-dialog-state.ts';
import { importQuestion, type OpenQuestion, restoreQuestion, verifyQuestion } from './data-questions.ts';

type CreateInput = Parameters<typeof api.backups.create>[0];
type ImportInput = Parameters<typeof api.backups.import>[0];
type UploadedInput = Parameters<typeof api.backups.importUploaded>[0];

function refresh(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.backups.key() });
}

/**
 * Starts a backup. The view and the status bar show its progress, a toast its result.
 * @throws if it cannot start, for example because the name is taken
 */
export function backUp(input: CreateInput): Promise<void> {
  return startAndReport(() => api.backups.create(input), dialogsWords.instanceBackedUp(input.instance));
}

/** Like `backUp`, for an imported file. */
export function importBackup(input: ImportInput): Promise<void> {
  const question = importQuestion(input, input.path, (data) => importBackup({ ...input, data }));
  return startAndReport(
    () => api.backups.import(input),
    dialogsWords.backupOfInstanceImported(input.instance),
    question,
  );
}

/** Like `importBackup`, for an uploaded file. @param file its local name */
export function importUploaded(input: UploadedInput, file: string): Promise<void> {
  const question = importQuestion(input, file, (data) => importUploaded({ ...input, data }, file));
  const done = dialogsWords.backupOfInstanceImported(input.instance);
  return startAndReport(() => api.backups.importUploaded(input), done, question);
}

type BackupOperation = OperationOf<'backup' | 'import-backup'>;

async function startAndReport(
  begin: () => Promise<BackupOperation>,
  done: string,
  question?: OpenQuestion,
): Promise<void> {
  let first: BackupOperation | null = await begin();
  const startOrRepeat = () => {
    const started = first;
    first = null;
    return started ? Promise.resolve(started) : begin();
  };
  const ownError = (error: unknown) => question !== undefined && askForData(error, question);
  void runOperation(startOrRepeat, { quiet: true, ownError })
    .then(({ result }) => reportTaken(done, result))
    .catch(() => undefined)
    .finally(refresh);
}

function reportTaken(what: string, taken: Backup): void {
  const keys = taken.keys === null ? null : counted(taken.keys, 'key');
  const failed = taken.proof?.ok === false;
  const proof =
    taken.proof === null ? dialogsWords.notVerified : failed ? dialogsWords.verificationFailed : dialogsWords.verified;
  const facts = [taken.name, keys, bytes(taken.sizeBytes), proof].filter((fact) => fact !== null);
  // The open list already shows the backup.
  const listVisible = window.location.hash.startsWith('#/backups');
  const open = listVisible ? undefined : { label: dialogsWords.show, run: () => showBackup(taken) };
  const warnings = taken.contents?.warnings ?? [];
  const detail = [
    `${facts.join(' · ')}.`,
    decisionOf(taken),
    failed ? coreDetail(taken.proof?.message) : null,
    ...warnings.map((text) => coreDetail(text)),
  ]
    .filter(Boolean)
    .join(' ');
  if (failed) showWarning(dialogsWords.whatButItsVerificationFailed(what), detail, open);
  else if (warnings.length > 0) showWarning(dialogsWords.whatWithAWarning(what), detail, open);
  else showDone(what, detail, open);
}

/** Opens the details of a backup. */
export function showBackup(backup: Pick<Backup, 'instance' | 'name'>): void {
  shownBackup.set(backupKey(backup));
  navigateTo(`/backups/${backup.instance}`);
}

/** @param data the data set that the user chose, if the backup holds several */
export async function verifyBackup(backup: Backup, data?: string): Promise<void> {
  const { instance, name } = backup;
  const question = verifyQuestion(backup, async (path) => void verifyBackup(backup, path));
  const ownError = (error: unknown) => askForData(error, question);
  await runOperation(() => api.backups.verify({ instance, name, data }), { quiet: true, ownError })
    .then(({ result: { proof, contents } }) => {
      const warnings = contents?.warnings ?? [];
      if (proof?.ok === false) showWarning(dialogsWords.nameFailedVerification(name), coreDetail(proof.message));
      else if (warnings.length > 0) showWarning(dialogsWords.nameVerifiedWithAWarning(name), warnings.join(' '));
      else showDone(dialogsWords.nameVerified(name), coreDetail(proof?.message));
    })
    .catch(() => undefined)
    .finally(refresh);
}

interface RestoreOptions {
  readonly place: RestorePlace;
  readonly onProgress: (operation: Operation) => void;
  /** The data set that the user chose, if the backup holds several. */
  readonly data?: string;
}

/** Restores a backup; then a toast offers Undo. Asks if the backup holds several data sets. @throws OperationError, for the dialog */
export async function restoreBackup(backup: Backup, options: RestoreOptions): Promise<void> {
  const { instance, name } = backup;
  const { place, onProgress, data } = options;
  const question = restoreQuestion(backup, place, (path, onProgressNow) =>
    restoreBackup(backup, { ...options, data: path, onProgress: onProgressNow }),
  );
  const begin = () => api.backups.restore({ instance, name, ...placeInput(place), data });
  try {
    const { result } = await runOperation(begin, { quiet: true, ownError: true, onProgress });
    await refresh();
    reportRestored(backup, place, result);
  } catch (error) {
    const isOwn = (open: BackupDialogRequest) => open.kind === 'restore' && open.backup === backup;
    if (!askForData(error, question, isOwn)) throw error;
  }
}

function reportRestored({ name }: Backup, place: RestorePlace, restored: RestoreResult): void {
  const facts = [
    dialogsWords.countedInDurationMs(counted(restored.keys, 'key'), elapsed(restored.durationMs)),
    ...(restored.expiredSince ? [dialogsWords.expiredSinceExpiredSinceTheBackup(count(restored.expiredSince))] : []),
    ...(restored.safetyBackup ? [dialogsWords.undoLaterInBackups] : []),
  ];
  const into = place.id;
  if (place.to === 'new') {
    const show = { label: dialogsWords.open, run: () => navigateTo(`/instances/${into}`) };
    showDone(dialogsWords.restoredNameIntoTheNewTenant(name, into), `${facts.join('; ')}.`, show);
    return;
  }
  const undo = restored.safetyBackup ? { label: dialogsWords.undo, run: () => void undoLast(into) } : undefined;
  offerUndo(into, dialogsWords.restoredNameInto(name, into), `${facts.join('; ')}.`, undo);
}

/** The Undo toast of each instance. A used or superseded one must not stay. */
const offers = new Map<string, string>();

/** Shows a result with Undo and hides the previous Undo of the instance. */
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
 * Restores the data from before the last restore, flush, undo or eviction of an instance. This can itself be undone. If
 * the instance changed since, asks first.
 */
export async function undoLast(instance: string): Promise<void> {
  withdraw(instance);
  try {
    const offer = await api.backups.undoable({ instance });
    if (offer?.what === 'settings' && (await planLimitRevert(offer))) return;
    if (offer === null || offer.newer === null) await undoOffered(offer ?? { instance });
    else backupDialog.set({ kind: 'undo', offer });
  } catch (error) {
    if (!isCancelled(error))
      showFailure(dialogsWords.undoTheLastChangeOfInstance(instance), error, () => void undoLast(instance));
  }
}

/** The memory limit that evicted the keys would evict them again, so plans its revert first unless that is done. */
async function planLimitRevert({ instance, safetyBackup }: UndoOffer): Promise<boolean> {
  const [last] = await api.settings.history({ id: instance });
  if (last?.safetyBackup !== safetyBackup || !last.revertible) return false;
  planRevert(last);
  navigateTo(`/settings/${instance}`);
  return true;
}

/** @param ownError the caller shows a failure */
export async function undoOffered(
  { instance, safetyBackup }: Pick<UndoOffer, 'instance'> & Partial<UndoOffer>,
  ownError = false,
): Promise<void> {
  try {
    const { result: back } = await runOperation(() => api.backups.undo({ instance, safetyBackup }), {
      quiet: true,
      ownError,
    });
    const keys = dialogsWords.countedFromBackup(counted(back.keys, 'key'), back.backup);
    showDone(dialogsWords.previousDataOfInstanceRestored(instance), keys);
  } catch (error) {
    // runOperation has already shown it.
    if (ownError) throw error;
  } finally {
    await refresh();
  }
}

/** Restores a backup that was deleted within the last ten minutes. */
export async function undoRemoveBackup({ instance, name }: Pick<Backup, 'instance' | 'name'>): Promise<void> {
  try {
    await api.backups.undoRemove({ instance, name });
    showDone(dialogsWords.nameRestoredToTheList(name));
  } catch (error) {
    showFailure(dialogsWords.restoreNameToTheList(name), error, () => void undoRemoveBackup({ instance, name }));
  }
  await refresh();
}
