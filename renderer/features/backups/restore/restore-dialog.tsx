import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Backup, RestorePreview } from '../../../../shared/contract/backup.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { SafetyNote } from '../../../components/feedback/safety-note.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { VerificationBadge } from '../../../components/feedback/verification-badge.tsx';
import { WarningBox } from '../../../components/feedback/warning-box.tsx';
import { kindWords } from '../../../lib/backup-words.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import { useIdCheck } from '../../tenants/create/use-id-check.ts';
import { restoreBackup } from '../actions/do-backup.ts';
import { placeInput, type RestorePlace } from '../model/restore-place.ts';
import * as restoreWords from '../words/restore.ts';
import { ContentChanges } from './content-changes.tsx';
import { placeProblem } from './place-problem.ts';
import classes from './restore-dialog.module.css';
import { RestoreTable } from './restore-table.tsx';
import { WhereTo } from './where-to.tsx';

interface RestoreDialogProps {
  readonly backup: Backup;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Compares current and restored data and chooses the target. */
export function RestoreDialog({ backup, opened, onClose }: RestoreDialogProps) {
  const [place, setPlace] = useState<RestorePlace>({ to: 'here', id: backup.instance });
  // Freezes the comparison while the restore replaces the data.
  const [restoring, setRestoring] = useState(false);
  // Each opening starts with an empty form.
  useEffect(() => {
    if (opened) setPlace({ to: 'here', id: backup.instance });
  }, [opened, backup]);
  const { instance, name } = backup;
  const isNew = place.to === 'new';
  const into = place.id;
  const check = useIdCheck(isNew ? into : '');
  const placeBlocked = placeProblem(place, check);
  const { data: preview, error } = useQuery(
    orpc.backups.restorePreview.queryOptions({
      input: { instance, name, ...placeInput(place) },
      enabled: opened && !restoring && placeBlocked === null,
      staleTime: 0,
      // Clients keep writing while the dialog is open.
      refetchInterval: 2000,
      retry: false,
      meta: { doing: restoreWords.compareNameWithTheCurrentData(name) },
    }),
  );
  const shown = placeBlocked === null ? preview : undefined;
  const problem =
    placeBlocked === null && error && !shown ? reasonOf(error).message : (shown?.problem ?? spaceProblem(shown));
  const clients = shown?.now.connectedClients;
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={restoreWords.restoreName(name)}
      confirmLabel={isNew ? restoreWords.createAndRestore : restoreWords.restoreWithUndo}
      size={720}
      destructive={!isNew}
      protects={isNew ? [] : [instance]}
      blocked={placeBlocked ?? problem}
      line={terminalLine('restore', {
        ...instanceFlag(instance),
        'backup-name': name,
        into: place.to === 'other' ? into : null,
        'to-client': isNew ? into || 'ID' : null,
        yes: isNew ? null : 'yes',
      })}
      aside={
        clients
          ? restoreWords.countedConnectedNow(counted(clients, restoreWords.clientIs, restoreWords.clientsAre))
          : undefined
      }
      onConfirm={(onProgress) => {
        setRestoring(true);
        return restoreBackup(backup, { place, onProgress }).finally(() => setRestoring(false));
      }}
    >
      <div className={classes.about}>
        {restoreWords.valueOfInstanceSizeBytes(kindWords[backup.kind], instance, bytes(backup.sizeBytes))}
        <VerificationBadge backup={backup} />
      </div>
      <WhereTo backup={backup} place={place} onPlace={setPlace} check={check} />
      {shown ? (
        <RestoreTable preview={shown} />
      ) : (
        placeBlocked === null && !error && <SkeletonRows rows={6} rowHeight={28} />
      )}
      {!isNew && shown?.now.state === 'running' && shown.problem === null && !restoring && (
        <ContentChanges key={`${instance}/${name} ${into}`} backup={backup} into={into} />
      )}
      {shown?.warning && <WarningBox>{coreDetail(shown.warning)}</WarningBox>}
      {isNew ? (
        <SafetyNote title={restoreWords.nothingExistingChanges}>{restoreWords.aNewTenantWithItsOwn}</SafetyNote>
      ) : (
        <SafetyNote title={restoreWords.aSafetyBackupIsTakenFirst}>
          {restoreWords.theBackupIsCheckedBeforeAnything(into)}
        </SafetyNote>
      )}
    </ConfirmDialog>
  );
}

function spaceProblem(preview: RestorePreview | undefined): string | null {
  if (!preview || preview.freeBytes === null || preview.freeBytes >= preview.neededBytes) return null;
  return restoreWords.theRestoreNeedsUpToNeeded(bytes(preview.neededBytes), bytes(preview.freeBytes));
}
