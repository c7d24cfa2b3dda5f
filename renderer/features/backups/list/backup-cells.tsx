import { IconNote, IconPin } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { Time } from '../../../components/layout/time.tsx';
import { exactTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { BackupMark } from '../parts/backup-mark.tsx';
import * as listWords from '../words/list.ts';
import classes from './backup-cells.module.css';

const DAY_MS = 86_400_000;

/** The end of a name stays visible: automatic names start alike and end with a time. */
const NAME_END_LENGTH = 15;

export function NameCell({ backup }: { readonly backup: Backup }) {
  const { name, pinned, note } = backup;
  return (
    <span className={classes.name}>
      <BackupMark backup={backup} />
      <span className={classes.word} title={name}>
        <span className={classes.begin}>{name.slice(0, -NAME_END_LENGTH)}</span>
        <span>{name.slice(-NAME_END_LENGTH)}</span>
      </span>
      {pinned && <IconPin size={13} className={classes.sign} aria-label={listWords.pinnedCleanUpKeepsIt} />}
      {note && (
        <span title={note} className={classes.noted}>
          <IconNote size={13} className={classes.sign} aria-label={listWords.note(note)} />
        </span>
      )}
    </span>
  );
}

/** Relative and exact time. */
export function TakenCell({ backup: { createdAt } }: { readonly backup: Backup }) {
  const now = useNow();
  const at = Date.parse(createdAt);
  // Within the last day only the time of day, also across midnight: beside "48 min ago" a date adds nothing.
  const exact = exactTime(createdAt, now - at < DAY_MS ? at : now);
  return (
    <span className={classes.taken}>
      <Time at={createdAt} />
      <span className="text-3">{exact}</span>
    </span>
  );
}
