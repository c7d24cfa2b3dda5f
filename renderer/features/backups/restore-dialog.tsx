import { Radio, Select } from '@mantine/core';
import { IconShieldHalf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Backup, RestorePreview } from '../../../shared/contract/backup.ts';
import { MAIN } from '../../../shared/contract/values.ts';
import { orpc } from '../../api.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { reasonOf } from '../../errors.ts';
import { bytes, count } from '../../format.ts';
import { useLiveStatuses } from '../../live.ts';
import { terminalLine } from '../../terminal-line.ts';
import { instanceFlag } from '../instances/instance-commands.ts';
import { kindWords } from './backup-words.ts';
import { restoreBackup } from './do-backup.ts';
import { ProofBadge } from './proof-badge.tsx';
import classes from './restore-dialog.module.css';
import { RestoreTable } from './restore-table.tsx';

interface RestoreDialogProps {
  readonly backup: Backup;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What is there now beside what will be, where it goes, and the safety backup that lets one try it. */
export function RestoreDialog({ backup, opened, onClose }: RestoreDialogProps) {
  const [into, setInto] = useState(backup.instance);
  // What was there when somebody decided stays to be seen while it is replaced.
  const [going, setGoing] = useState(false);
  // A backup that is opened again is asked about anew.
  useEffect(() => {
    if (opened) setInto(backup.instance);
  }, [opened, backup]);
  const { instance, name } = backup;
  const { data: preview, error } = useQuery(
    orpc.backups.restorePreview.queryOptions({
      input: { instance, name, into },
      enabled: opened && !going,
      staleTime: 0,
      // The server goes on being used while somebody reads this.
      refetchInterval: 2000,
      retry: false,
      meta: { doing: `Compare ${name} with what is there now` },
    }),
  );
  const problem = error && !preview ? reasonOf(error).message : (preview?.problem ?? spaceProblem(preview));
  const clients = preview?.now.connectedClients;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Restore ${name}`}
      confirmLabel="Restore, with undo"
      size={720}
      destructive
      blocked={problem}
      line={terminalLine('restore', {
        ...instanceFlag(instance),
        'backup-name': name,
        into: into === instance ? null : into,
        yes: 'yes',
      })}
      aside={clients ? `${count(clients)} ${clients === 1 ? 'client is' : 'clients are'} connected now` : undefined}
      onConfirm={(tell) => {
        setGoing(true);
        return restoreBackup(backup, { into, tell }).finally(() => setGoing(false));
      }}
    >
      <div className={classes.about}>
        {kindWords[backup.kind]} of {instance}, {bytes(backup.sizeBytes)} <ProofBadge backup={backup} />
      </div>
      <WhereTo backup={backup} into={into} onInto={setInto} />
      {preview ? <RestoreTable preview={preview} /> : !error && <SkeletonRows rows={6} rowHeight={28} />}
      {preview?.warning && <p className={classes.warning}>{preview.warning}</p>}
      <div className={classes.calm}>
        <IconShieldHalf size={16} aria-hidden="true" />
        <p>
          <strong>A safety backup is taken first.</strong> The backup is checked before anything is touched, and if
          anything goes wrong the old data is back. Undo brings back what {into} holds now, for as long as the safety
          backup is kept.
        </p>
      </div>
    </ConfirmDialog>
  );
}

function spaceProblem(preview: RestorePreview | undefined): string | null {
  if (!preview || preview.freeBytes === null || preview.freeBytes >= preview.neededBytes) return null;
  return `It needs up to ${bytes(preview.neededBytes)} on the disk, and ${bytes(preview.freeBytes)} are free.`;
}

interface WhereToProps {
  readonly backup: Backup;
  readonly into: string;
  readonly onInto: (into: string) => void;
}

function WhereTo({ backup, into, onInto }: WhereToProps) {
  const { items = [] } = useLiveStatuses();
  const here = items.find(({ id }) => id === backup.instance);
  const others = items.filter(({ id, runtime }) => id !== backup.instance && runtime !== null).map(({ id }) => id);
  const elsewhere = into !== backup.instance;
  return (
    <Radio.Group
      label="Where to"
      value={elsewhere ? 'other' : 'here'}
      onChange={(value) => onInto(value === 'here' ? backup.instance : (others[0] ?? backup.instance))}
    >
      <div className={classes.places}>
        <div className={classes.place} data-chosen={!elsewhere || undefined}>
          <Radio
            value="here"
            label="Here"
            description={here?.port == null ? backup.instance : `${backup.instance}, port ${here.port}`}
          />
        </div>
        <div className={classes.place} data-chosen={elsewhere || undefined}>
          <Radio
            value="other"
            label="Another instance"
            disabled={others.length === 0}
            description={
              elsewhere
                ? 'what it holds is replaced'
                : others.length === 0
                  ? 'there is no other'
                  : `choose one of ${others.length}`
            }
          />
          {elsewhere && (
            <Select
              className={classes.other ?? ''}
              aria-label="Instance to restore into"
              data={others.toSorted((a, b) => (a === MAIN ? -1 : b === MAIN ? 1 : a.localeCompare(b)))}
              value={into}
              onChange={(value) => value !== null && onInto(value)}
              allowDeselect={false}
              searchable={others.length > 8}
            />
          )}
        </div>
      </div>
    </Radio.Group>
  );
}
