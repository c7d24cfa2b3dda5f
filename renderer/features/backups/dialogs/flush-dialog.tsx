import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { counted } from '../../../../shared/format/count.ts';
import { api } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { offerUndo, undoLast } from './do-backup.ts';
import classes from './form.module.css';

interface FlushDialogProps {
  readonly instance: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Removes all keys of one database, or of all, with a safety backup before it. */
export function FlushDialog({ instance, opened, onClose }: FlushDialogProps) {
  const databases = useLiveStatus(instance)?.databases ?? [];
  const [chosen, setChosen] = useState('all');
  useEffect(() => {
    if (opened) setChosen('all');
  }, [opened]);
  const going = databases.filter(({ index }) => chosen === 'all' || String(index) === chosen);
  const keys = going.reduce((sum, database) => sum + database.keys, 0);
  const flush = async (tell: (operation: Operation) => void) => {
    const database = chosen === 'all' ? 'all' : Number(chosen);
    const { result: done } = await runOperation(() => api.backups.flush({ instance, database }), {
      quiet: true,
      ownError: true,
      onProgress: tell,
    });
    const undo = done.safetyBackup ? { label: 'Undo', run: () => void undoLast(instance) } : undefined;
    offerUndo(instance, `${instance} is flushed`, `${counted(done.removedKeys, 'key')} removed.`, undo);
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Flush ${instance}?`}
      confirmLabel="Flush, with undo"
      destructive
      line={terminalLine('flush', {
        ...instanceFlag(instance),
        database: chosen,
        yes: 'yes',
      })}
      onConfirm={flush}
    >
      <div className={classes.fields}>
        <Select
          label="Database"
          data={[
            { value: 'all', label: 'All databases' },
            ...databases.map(({ index }) => ({ value: String(index), label: `db${index}` })),
          ]}
          value={chosen}
          onChange={(value) => setChosen(value ?? 'all')}
          allowDeselect={false}
        />
        <p>
          <strong>{counted(keys, 'key is', 'keys are')} removed.</strong> A safety backup is taken first; Undo brings
          them back for as long as it is kept.
        </p>
      </div>
    </ConfirmDialog>
  );
}
