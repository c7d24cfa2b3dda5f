import type {
  Backup,
  BackupContents,
  BackupKind,
  BackupReason,
  FoundData,
  UndoOffer,
} from '../../shared/contract/backup.ts';
import { counted } from './counted.ts';
import { bytes } from './format.ts';
import * as libWords from './words.ts';

export const kindWords: Record<BackupKind, string> = libWords.backupKinds;

export const reasonWords: Record<BackupReason, string> = libWords.backupReasons;

/**
 * How far a backup can be trusted. One with warnings was restored into a scratch Redis and may still lack data; a
 * damaged one cannot be restored at all.
 */
export type Trust = 'verified' | 'warnings' | 'unverified' | 'failed' | 'damaged';

export function trustOf({ damaged, proof, contents }: Pick<Backup, 'damaged' | 'proof' | 'contents'>): Trust {
  if (damaged) return 'damaged';
  if (proof === null) return 'unverified';
  if (!proof.ok) return 'failed';
  return contents?.warnings.length ? 'warnings' : 'verified';
}

export const trustWords: Record<Trust, string> = libWords.trust;

/** {@link trustWords} for a narrow column whose title says what they are about. */
export const shortTrustWords: Record<Trust, string> = { ...trustWords, ...libWords.shortTrust };

/** Why the backup was taken and from where: `manual, from a terminal`. */
export function origin({ reason, before, askedFrom }: Pick<Backup, 'reason' | 'before' | 'askedFrom'>): string {
  if (reason === 'safety')
    return before === null ? libWords.takenForSafety : libWords.takenForSafetyBefore(whatCame(before));
  if (reason === 'scheduled') return libWords.bySchedule;
  if (reason === 'imported') return libWords.imported;
  return askedFrom === 'terminal' ? libWords.byHandFromATerminal : libWords.byHand;
}

const came: Record<string, string> = libWords.before;

function whatCame(before: string): string {
  return (Object.hasOwn(came, before) ? came[before] : null) ?? before;
}

/** The totals in the head of the backups view. */
export interface BackupTotals {
  readonly count: number;
  readonly size: string;
  readonly verified: number;
  readonly warnings: number;
  readonly failed: number;
  readonly damaged: number;
}

export function totalsOf(backups: readonly Backup[]): BackupTotals {
  const of = (trust: Trust) => backups.filter((backup) => trustOf(backup) === trust).length;
  return {
    count: backups.length,
    size: bytes(backups.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)),
    verified: of('verified'),
    warnings: of('warnings'),
    failed: of('failed'),
    damaged: of('damaged'),
  };
}

/** null: no filter on this field. */
export interface BackupFilter {
  readonly text: string;
  readonly kind: BackupKind | null;
  readonly reason: BackupReason | null;
  readonly trust: Trust | null;
}

export const noFilter: BackupFilter = { text: '', kind: null, reason: null, trust: null };

export function isFiltering({ text, kind, reason, trust }: BackupFilter): boolean {
  return text.trim() !== '' || kind !== null || reason !== null || trust !== null;
}

/** The backups that match every field of the filter; each word must occur in the name, the note or the instance. */
export function filteredBackups(backups: readonly Backup[], filter: BackupFilter): readonly Backup[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return backups.filter((backup) => {
    if (filter.kind !== null && backup.kind !== filter.kind) return false;
    if (filter.reason !== null && backup.reason !== filter.reason) return false;
    if (filter.trust !== null && trustOf(backup) !== filter.trust) return false;
    const all = `${backup.name} ${backup.instance} ${backup.note ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

export const formWords: Record<FoundData['form'], string> = { rdb: 'RDB', aof: 'AOF' };

/** How one of several data sets was selected; null if there was no choice. */
export const decisionWords: Record<BackupContents['decidedBy'], string | null> = {
  only: null,
  server: null,
  ...libWords.decidedBy,
};

export function foundKeys({ keys }: Pick<FoundData, 'keys'>): string {
  return keys === null ? libWords.cannotBeLoaded : counted(keys, 'key');
}

/** Which of several data sets is used, and why; null if there is only one. */
export function decisionOf({ contents }: Pick<Backup, 'contents'>): string | null {
  const decision = contents === null ? null : decisionWords[contents.decidedBy];
  if (contents === null || decision === null || contents.found.length < 2) return null;
  return libWords.counts(contents.path, decision);
}

/** The change that an undo reverts. */
export function changeOf({ what }: Pick<UndoOffer, 'what'>): string {
  return libWords.undoneChanges[what];
}

/** The keys that an undo restores. */
export function keysOf({ keys }: Pick<UndoOffer, 'keys'>): string {
  return keys === null ? libWords.theKeys : counted(keys, 'key');
}
