import type { Backup } from '../../../../shared/contract/backup.ts';

/** What is known of the backup that is offered first. */
export interface NewestBackup {
  readonly backup: Backup;
  /** Restored once into a scratch server, and its keys counted. */
  readonly verified: boolean;
  /** Taken by the app before something that can lose data: it may be older than it looks, and of a moment nobody chose. */
  readonly safety: boolean;
}

/**
 * The backup to offer of an instance: the newest verified one that somebody or a schedule asked for; else the newest of
 * those, not verified; else a safety copy. One that is damaged, or failed its verification, is never offered.
 * @param backups newest first
 */
export function newestBackup(backups: readonly Backup[], instance: string): NewestBackup | null {
  const usable = backups.filter((one) => one.instance === instance && !one.damaged && one.proof?.ok !== false);
  const asked = usable.filter(({ reason }) => reason !== 'safety');
  const backup = asked.find(({ proof }) => proof?.ok) ?? asked[0] ?? usable.find(({ proof }) => proof?.ok) ?? usable[0];
  return backup ? { backup, verified: backup.proof?.ok === true, safety: backup.reason === 'safety' } : null;
}

/** `newest verified backup`, `newest safety copy (not verified)`. */
export function newestBackupName({ verified, safety }: Pick<NewestBackup, 'verified' | 'safety'>): string {
  const noun = safety ? 'safety copy' : 'backup';
  return verified ? `newest verified ${noun}` : `newest ${noun} (not verified)`;
}
