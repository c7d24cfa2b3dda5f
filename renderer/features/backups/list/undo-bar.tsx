import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import { useConnection } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { Bar, Bars } from '../../../components/charts/bars.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { keysOf } from '../../../lib/backup-words.ts';
import { undoLast } from '../dialogs/do-backup.ts';
import classes from './undo-bar.module.css';

/** Changes that can be undone while their safety backups are kept. */
export function UndoBar({ undoables }: { readonly undoables: readonly UndoOffer[] }) {
  if (undoables.length === 0) return null;
  return (
    <Bars label="What can be undone">
      {undoables.map((undoable) => (
        <Undo key={undoable.instance} undoable={undoable} />
      ))}
    </Bars>
  );
}

function Undo({ undoable }: { readonly undoable: UndoOffer }) {
  const { instance, at, asOf, newer, safetyBackup } = undoable;
  const connected = useConnection().state === 'connected';
  const busy = useOperations().some((one) => one.state === 'running' && one.instance === instance);
  return (
    <Bar tone="accent">
      <IconArrowBackUp size={14} aria-hidden="true" />
      <span className={classes.what}>
        {changeText(undoable)} <Time at={at} />.
        <span className="text-3">
          {' '}
          Undo restores {keysOf(undoable)} as of <Time at={asOf} /> ({safetyBackup}).
          {newer && ` Later change: ${newer.title}.`}
        </span>
      </span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={`Undo: restore the previous data of ${instance}`}
        disabled={!connected || busy}
        title={busy ? `An operation on ${instance} is running.` : undefined}
        onClick={() => void undoLast(instance)}
      >
        {newer ? 'Undo…' : 'Undo'}
      </Button>
    </Bar>
  );
}

function changeText({ what, backup, instance }: UndoOffer): string {
  if (what === 'flush') return `Flushed ${instance}`;
  if (what === 'settings') return `Changed settings of ${instance} and evicted keys`;
  if (what === 'undo') return `Last change of ${instance} undone`;
  return `Restored ${backup ?? 'a backup'} into ${instance}`;
}
