import { Button, Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { counted } from '../../../lib/counted.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { offerUndo, undoLast } from '../actions/do-backup.ts';
import classes from '../parts/form.module.css';
import * as dialogsWords from '../words/dialogs.ts';
import { FlushFacts, flushBlocked, useFlushPreview } from './flush-facts.tsx';

interface FlushDialogProps {
  readonly instance: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Deletes all keys of one or all databases after a safety backup. */
export function FlushDialog({ instance, opened, onClose }: FlushDialogProps) {
  const preview = useFlushPreview(instance, opened);
  const live = useLiveStatus(instance);
  // A server that does not answer has keys too.
  const known = live?.state === 'running' ? live.databases : (preview?.databases ?? null);
  const databases = known ?? [];
  const [chosen, setChosen] = useState('all');
  useEffect(() => {
    if (opened) setChosen('all');
  }, [opened]);
  const affected = databases.filter(({ index }) => chosen === 'all' || String(index) === chosen);
  const keys = affected.reduce((sum, database) => sum + database.keys, 0);
  const blocked = flushBlocked(preview, chosen);
  const flush = async (onProgress: (operation: Operation) => void) => {
    const database = chosen === 'all' ? 'all' : Number(chosen);
    const { result: done } = await runOperation(() => api.backups.flush({ instance, database }), {
      quiet: true,
      ownError: true,
      onProgress,
    });
    const undo = done.safetyBackup ? { label: dialogsWords.undo, run: () => void undoLast(instance) } : undefined;
    offerUndo(
      instance,
      dialogsWords.instanceFlushed(instance),
      dialogsWords.keysDeleted(counted(done.removedKeys, 'key')),
      undo,
    );
  };
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={dialogsWords.flushInstance(instance)}
      confirmLabel={dialogsWords.flushWithUndo}
      destructive
      protects={[instance]}
      line={terminalLine('flush', {
        ...instanceFlag(instance),
        database: chosen,
        yes: 'yes',
      })}
      onConfirm={flush}
      blocked={blocked}
      aside={blocked !== null && <OpenKeys instance={instance} onClose={onClose} />}
    >
      <div className={classes.fields}>
        <Select
          label={dialogsWords.database}
          data={[
            { value: 'all', label: dialogsWords.allDatabases },
            ...databases.map(({ index }) => ({ value: String(index), label: `db${index}` })),
          ]}
          value={chosen}
          onChange={(value) => setChosen(value ?? 'all')}
          allowDeselect={false}
        />
        <p>
          <strong>
            {known === null
              ? dialogsWords.allKeysWillBeDeleted
              : dialogsWords.countedDeleted(counted(keys, dialogsWords.keyWillBe, dialogsWords.keysWillBe))}
          </strong>
          {dialogsWords.aSafetyBackupIsTakenFirst}
        </p>
        <FlushFacts databases={affected} preview={preview} />
      </div>
    </ConfirmDialog>
  );
}

interface OpenKeysProps {
  readonly instance: string;
  readonly onClose: () => void;
}

/** The other way: deleting keys there needs no FLUSHALL, and can be undone. */
function OpenKeys({ instance, onClose }: OpenKeysProps) {
  const open = () => {
    onClose();
    navigateTo(`/keys/${instance}`);
  };
  return (
    <Button variant="subtle" onClick={open}>
      {dialogsWords.openKeys}
    </Button>
  );
}
