import type { Backup } from '../../../../shared/contract/backup.ts';
import { trustOf } from '../../../lib/backup-words.ts';
import classes from './backup-mark.module.css';

/** Circle: snapshot; square: archive; hollow: safety backup; check: verified; exclamation mark: verified with warnings; red cross: failed or damaged. */
export function BackupMark({ backup, size = 14 }: { readonly backup: Backup; readonly size?: number }) {
  const trust = trustOf(backup);
  const unreliable = trust === 'failed' || trust === 'damaged';
  const hollow = backup.reason === 'safety' && !unreliable;
  return (
    <svg
      className={classes.mark}
      data-bad={unreliable || undefined}
      data-hollow={hollow || undefined}
      viewBox="0 0 14 14"
      width={size}
      height={size}
      aria-hidden="true"
    >
      {backup.kind === 'snapshot' ? (
        <circle cx="7" cy="7" r="5.75" className={classes.shape} />
      ) : (
        <rect x="1.5" y="1.5" width="11" height="11" rx="1.5" className={classes.shape} />
      )}
      {trust === 'verified' && <path d="M4.4 7.2l1.8 1.8 3.4-3.7" className={classes.sign} />}
      {trust === 'warnings' && <path d="M7 3.8v3.6M7 9.9v.1" className={classes.sign} />}
      {unreliable && <path d="M4.9 4.9l4.2 4.2M9.1 4.9l-4.2 4.2" className={classes.sign} />}
    </svg>
  );
}
