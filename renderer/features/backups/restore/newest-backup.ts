import type { Backup } from '../../../../shared/contract/backup.ts';
import { type Trust, trustOf } from '../../../lib/backup-words.ts';

/** What is known of the backup that is offered first. */
export interface NewestBackup {
  readonly backup: Backup;
  readonly trust: Trust;
  /** Taken by the app before something that can lose data: it may be older than it looks, and of a moment nobody chose. */
  readonly safety: boolean;
}

/**
 * The backup to offer of an instance: the newest verified one that somebody or a schedule asked for; else the newest of
 * those, with warnings or not verified; else a safety copy. One that is damaged, or failed its verification, is never offered.
 * @param backups newest first
 */
export function newestBackup(backups: readonly Backup[], instance: string): NewestBackup | null {
  const usable = backups.filter((one) => one.instance === instance && !one.damaged && one.proof?.ok !== false);
  const asked = usable.filter(({ reason }) => reason !== 'safety');
  const isVerified = (one: Backup) => trustOf(one) === 'verified';
  const backup = asked.find(isVerified) ?? asked[0] ?? usable.find(isVerified) ?? usable[0];
  return backup ? { backup, trust: trustOf(backup), safety: backup.reason === 'safety' } : null;
}

/** `newest verified backup`, `newest safety copy (not verified)`. */
export function newestBackupName({ trust, safety }: Pick<NewestBackup, 'trust' | 'safety'>): string {
  const noun = safety ? 'safety copy' : 'backup';
  if (trust === 'verified') return `newest verified ${noun}`;
  return `newest ${noun} (${trust === 'warnings' ? 'verified with warnings' : 'not verified'})`;
}
