import type { Backup } from '../../../../shared/contract/backup.ts';
import { type Trust, trustOf } from '../../../lib/backup-words.ts';
import * as backupsAlwaysWords from '../words/always.ts';

/** The backup to offer first. */
export interface NewestBackup {
  readonly backup: Backup;
  readonly trust: Trust;
  /** A safety backup captures an arbitrary moment before a risky change. */
  readonly safety: boolean;
}

/**
 * The backup to offer for a restore: the newest verified one among requested and scheduled backups, else the newest of
 * them, else a safety backup. Damaged backups and those that failed verification are never offered.
 * @param backups newest first
 */
export function newestBackup(backups: readonly Backup[], instance: string): NewestBackup | null {
  const usable = backups.filter((one) => one.instance === instance && !one.damaged && one.proof?.ok !== false);
  const requested = usable.filter(({ reason }) => reason !== 'safety');
  const isVerified = (one: Backup) => trustOf(one) === 'verified';
  const backup = requested.find(isVerified) ?? requested[0] ?? usable.find(isVerified) ?? usable[0];
  return backup ? { backup, trust: trustOf(backup), safety: backup.reason === 'safety' } : null;
}

/** `newest verified backup`, `newest safety backup (not verified)`. */
export function newestBackupName({ trust, safety }: Pick<NewestBackup, 'trust' | 'safety'>): string {
  const noun = safety ? backupsAlwaysWords.safetyBackup : backupsAlwaysWords.backup;
  if (trust === 'verified') return backupsAlwaysWords.newestVerifiedNoun(noun);
  return backupsAlwaysWords.newestNounPart(
    noun,
    trust === 'warnings' ? backupsAlwaysWords.verifiedWithWarnings : backupsAlwaysWords.notVerified,
  );
}
