import { IconNote, IconPin } from '@tabler/icons-react';
import type { Backup } from '../../../shared/contract/backup.ts';
import { Time } from '../../components/time.tsx';
import { exactTime } from '../../format.ts';
import classes from './backup-cells.module.css';
import { BackupMark } from './backup-mark.tsx';

export function NameCell({ backup }: { readonly backup: Backup }) {
  const { name, pinned, note } = backup;
  return (
    <span className={classes.name}>
      <BackupMark backup={backup} />
      <span className={classes.word} title={name}>
        {name}
      </span>
      {pinned && <IconPin size={13} className={classes.sign} aria-label="pinned: cleaning up leaves it" />}
      {note && (
        <span title={note} className={classes.noted}>
          <IconNote size={13} className={classes.sign} aria-label={`note: ${note}`} />
        </span>
      )}
    </span>
  );
}

/** How long ago, and beside it exactly when. */
export function TakenCell({ backup: { createdAt } }: { readonly backup: Backup }) {
  return (
    <span className={classes.taken}>
      <Time at={createdAt} />
      <span className="text-3">{exactTime(createdAt)}</span>
    </span>
  );
}
