import { NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CleanupResult } from '../../../../shared/contract/backup.ts';
import { api, orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { showDone } from '../../../client/toasts.tsx';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { counted } from '../../../lib/counted.ts';
import { bytes, exactTime } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { timeText } from '../../../lib/time-format.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { useBackups } from '../model/use-backups.ts';
import { BackupMark } from '../parts/backup-mark.tsx';
import classes from '../parts/form.module.css';
import * as dialogsWords from '../words/dialogs.ts';

const MEGABYTE = 1024 ** 2;

/** Debounce of typing. */
const DEBOUNCE_MS = 150;

interface CleanUpDialogProps {
  /** Null: the user chooses. */
  readonly instance: string | null;
  readonly opened: boolean;
  readonly onClose: () => void;
}

type Limit = number | string;

/** Lists exactly the backups to delete before it deletes them. */
export function CleanUpDialog({ instance, opened, onClose }: CleanUpDialogProps) {
  const { backups = [] } = useBackups(null);
  const ids = [...new Set(backups.map((backup) => backup.instance))];
  const [chosen, setChosen] = useState<string | null>(null);
  const [days, setDays] = useState<Limit>(30);
  const [number, setNumber] = useState<Limit>('');
  const [megabytes, setMegabytes] = useState<Limit>('');
  useEffect(() => {
    if (!opened) return;
    setChosen(instance);
    setDays(30);
    setNumber('');
    setMegabytes('');
  }, [opened, instance]);
  const of = chosen ?? ids[0] ?? 'main';
  const limits = {
    ...(typeof days === 'number' ? { days } : {}),
    ...(typeof number === 'number' ? { count: number } : {}),
    ...(typeof megabytes === 'number' ? { bytes: megabytes * MEGABYTE } : {}),
  };
  const none = Object.keys(limits).length === 0;
  // A text, because an object would be another one at each render.
  const key = JSON.stringify({ instance: of, ...limits });
  const [debouncedKey] = useDebouncedValue(key, DEBOUNCE_MS);
  const {
    data: plan,
    error,
    isPlaceholderData,
  } = useQuery(
    orpc.backups.cleanup.queryOptions({
      input: { ...(JSON.parse(debouncedKey) as { instance: string }), dryRun: true },
      enabled: opened && !none,
      staleTime: 0,
      placeholderData: (before: CleanupResult | undefined) => before,
      meta: { doing: dialogsWords.previewTheCleanUp },
    }),
  );
  // Nothing may be deleted that the dialog has not listed for exactly these limits.
  const isCurrent = !none && plan !== undefined && !isPlaceholderData && debouncedKey === key;
  const toDelete = none ? [] : (plan?.removed ?? []);
  const nothingToDelete = isCurrent && toDelete.length === 0;
  const deleted = backups.filter((backup) => backup.instance === of && toDelete.includes(backup.name));
  const clean = async () => {
    const { removed, freedBytes } = await api.backups.cleanup({ instance: of, ...limits });
    showDone(
      dialogsWords.countedOfTextDeleted(counted(removed.length, 'backup'), of),
      dialogsWords.bytesFreed(bytes(freedBytes)),
    );
  };
  const blocked = none
    ? dialogsWords.setAtLeastOneLimit
    : error
      ? reasonOf(error).message
      : isCurrent && toDelete.length > 0
        ? null
        : '';
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={instance === null ? dialogsWords.cleanUpBackups : dialogsWords.cleanUpBackupsOfInstance(instance)}
      confirmLabel={
        isCurrent && toDelete.length > 0 ? dialogsWords.deleteCount(toDelete.length) : dialogsWords.deleteText
      }
      destructive
      irreversible
      blocked={blocked}
      line={terminalLine('cleanup-backups', {
        ...instanceFlag(of),
        days: limits.days,
        keep: limits.count,
        'max-size': limits.bytes === undefined ? null : `${megabytes}mb`,
      })}
      onConfirm={clean}
    >
      <div className={classes.fields}>
        {instance === null && (
          <Select
            label={dialogsWords.instance}
            data={ids}
            value={of}
            onChange={(value) => setChosen(value)}
            allowDeselect={false}
          />
        )}
        <div className={classes.row}>
          <NumberInput
            label={dialogsWords.olderThanDays}
            min={0}
            max={36_500}
            value={days}
            onChange={setDays}
            placeholder={dialogsWords.anyAge}
          />
          <NumberInput
            label={dialogsWords.keepTheNewest}
            min={0}
            allowDecimal={false}
            value={number}
            onChange={setNumber}
            placeholder={dialogsWords.anyNumber}
          />
          <NumberInput
            label={dialogsWords.totalSizeLimitMb}
            min={0}
            value={megabytes}
            onChange={setMegabytes}
            placeholder={dialogsWords.anySize}
          />
        </div>
        {nothingToDelete && (
          <p className={classes.result} role="status">
            {dialogsWords.nothingExceedsTheseLimitsPart(
              plan?.kept.length === 1
                ? dialogsWords.theBackupIsKept
                : dialogsWords.allCountBackupsAreKept(plan?.kept.length),
            )}
          </p>
        )}
        {toDelete.length > 0 && (
          <>
            <p className={classes.result}>
              <strong>
                {counted(toDelete.length, dialogsWords.backupWillBeDeleted, dialogsWords.backupsWillBeDeleted)}
              </strong>
              , {bytes(plan?.freedBytes)}; {counted(plan?.kept.length ?? 0, dialogsWords.isKept, dialogsWords.areKept)}.
            </p>
            <ul className={classes.list} aria-label={dialogsWords.whatWouldBeDeleted}>
              {deleted.map((backup) => (
                <li key={backup.name} className={classes.item}>
                  <BackupMark backup={backup} />
                  <span className={classes.name}>{backup.name}</span>
                  <span className="text-3" title={exactTime(backup.createdAt)}>
                    {timeText(backup.createdAt)}
                  </span>
                  <span>{bytes(backup.sizeBytes)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <p className={classes.hint}>{dialogsWords.cleanUpNeverDeletesPinnedBackups}</p>
      </div>
    </ConfirmDialog>
  );
}
