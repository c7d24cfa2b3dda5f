import { IconShieldHalf } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Backup, RestorePreview } from '../../../../shared/contract/backup.ts';
import { counted } from '../../../../shared/format/count.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { VerificationBadge } from '../../../components/feedback/verification-badge.tsx';
import { kindWords } from '../../../lib/backup-words.ts';
import { bytes } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { useIdCheck } from '../../tenants/create/use-id-check.ts';
import { restoreBackup } from '../dialogs/do-backup.ts';
import { placeProblem } from './place-problem.ts';
import classes from './restore-dialog.module.css';
import { placeInput, type RestorePlace } from './restore-place.ts';
import { RestoreTable } from './restore-table.tsx';
import { WhereTo } from './where-to.tsx';

interface RestoreDialogProps {
  readonly backup: Backup;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What is there now beside what will be, where it goes, and the safety backup that lets one try it. */
export function RestoreDialog({ backup, opened, onClose }: RestoreDialogProps) {
  const [place, setPlace] = useState<RestorePlace>({ to: 'here', id: backup.instance });
  // What was there when somebody decided stays to be seen while it is replaced.
  const [going, setGoing] = useState(false);
  // A backup that is opened again starts with an empty form.
  useEffect(() => {
    if (opened) setPlace({ to: 'here', id: backup.instance });
  }, [opened, backup]);
  const { instance, name } = backup;
  const isNew = place.to === 'new';
  const into = place.id;
  const check = useIdCheck(isNew ? into : '');
  const unfit = placeProblem(place, check);
  const { data: preview, error } = useQuery(
    orpc.backups.restorePreview.queryOptions({
      input: { instance, name, ...placeInput(place) },
      enabled: opened && !going && unfit === null,
      staleTime: 0,
      // The server goes on being used while somebody reads this.
      refetchInterval: 2000,
      retry: false,
      meta: { doing: `Compare ${name} with what is there now` },
    }),
  );
  const known = unfit === null ? preview : undefined;
  const problem = unfit === null && error && !known ? reasonOf(error).message : (known?.problem ?? spaceProblem(known));
  const clients = known?.now.connectedClients;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Restore ${name}`}
      confirmLabel={isNew ? 'Create and restore' : 'Restore, with undo'}
      size={720}
      destructive={!isNew}
      blocked={unfit ?? problem}
      line={terminalLine('restore', {
        ...instanceFlag(instance),
        'backup-name': name,
        into: place.to === 'other' ? into : null,
        'to-client': isNew ? into || 'ID' : null,
        yes: isNew ? null : 'yes',
      })}
      aside={clients ? `${counted(clients, 'client is', 'clients are')} connected now` : undefined}
      onConfirm={(tell) => {
        setGoing(true);
        return restoreBackup(backup, { place, tell }).finally(() => setGoing(false));
      }}
    >
      <div className={classes.about}>
        {kindWords[backup.kind]} of {instance}, {bytes(backup.sizeBytes)} <VerificationBadge backup={backup} />
      </div>
      <WhereTo backup={backup} place={place} onPlace={setPlace} check={check} />
      {known ? <RestoreTable preview={known} /> : unfit === null && !error && <SkeletonRows rows={6} rowHeight={28} />}
      {known?.warning && <p className={classes.warning}>{known.warning}</p>}
      <div className={classes.calm}>
        <IconShieldHalf size={16} aria-hidden="true" />
        {isNew ? (
          <p>
            <strong>Nothing that is there is touched.</strong> The tenant gets its own port and folder and the usual
            settings, and comes up with these keys. If anything goes wrong, all of it is removed again.
          </p>
        ) : (
          <p>
            <strong>A safety backup is taken first.</strong> The backup is checked before anything is touched, and if
            anything goes wrong the old data is back. Undo brings back what {into} holds now, for as long as the safety
            backup is kept.
          </p>
        )}
      </div>
    </ConfirmDialog>
  );
}

function spaceProblem(preview: RestorePreview | undefined): string | null {
  if (!preview || preview.freeBytes === null || preview.freeBytes >= preview.neededBytes) return null;
  return `It needs up to ${bytes(preview.neededBytes)} on the disk, and ${bytes(preview.freeBytes)} are free.`;
}
