import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { UndoOffer } from '../../../../shared/contract/backup.ts';
import { useConnection } from '../../../client/api.ts';
import { useOperations } from '../../../client/operations.ts';
import { Bar, Bars } from '../../../components/charts/bars.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { keysOf } from '../../../lib/backup-words.ts';
import { coreSentence } from '../../../lib/core-sentence.ts';
import { undoLast } from '../actions/do-backup.ts';
import * as listWords from '../words/list.ts';
import classes from './undo-bar.module.css';

/** Changes that can be undone while their safety backups are kept. */
export function UndoBar({ undoables }: { readonly undoables: readonly UndoOffer[] }) {
  if (undoables.length === 0) return null;
  return (
    <Bars label={listWords.whatCanBeUndone}>
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
          {listWords.undoRestoresUndoableAsOf(keysOf(undoable))}
          <Time at={asOf} /> ({safetyBackup}).
          {newer && listWords.laterChangeTitle(coreSentence(newer.title))}
        </span>
      </span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={listWords.undoToPreviousData(instance)}
        disabled={!connected || busy}
        title={busy ? listWords.anOperationOnInstanceIsRunning(instance) : undefined}
        onClick={() => void undoLast(instance)}
      >
        {newer ? listWords.undo : listWords.undo2}
      </Button>
    </Bar>
  );
}

function changeText({ what, backup, instance }: UndoOffer): string {
  if (what === 'flush') return listWords.flushedInstance(instance);
  if (what === 'settings') return listWords.changedSettingsWithEviction(instance);
  if (what === 'undo') return listWords.lastChangeOfInstanceUndone(instance);
  return listWords.restoredBackupIntoInstance(backup ?? listWords.aBackup, instance);
}
