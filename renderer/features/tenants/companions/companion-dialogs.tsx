import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Companion, CompanionBackup } from '../../../../shared/contract/companion.ts';
import { orpc } from '../../../client/api.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { bytes, exactTime } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import * as companionWords from '../words/companions.ts';
import { companionAsked } from './companion-dialog-state.ts';
import classes from './companions-card.module.css';
import { removeCompanion, restoreCompanion } from './do-companion.ts';

const close = () => companionAsked.set(null);

/** The confirmations before the data of a service is replaced or removed. */
export function CompanionDialogs() {
  const asked = useStore(companionAsked);
  if (asked === null) return null;
  return asked.kind === 'restore' ? (
    <RestoreDialog companion={asked.companion} />
  ) : (
    <RemoveDialog companion={asked.companion} />
  );
}

function RestoreDialog({ companion }: { readonly companion: Companion }) {
  const { client: id, name, title } = companion;
  const { data: backups } = useQuery(
    orpc.companions.backups.queryOptions({
      input: { id, name },
      meta: { doing: companionWords.readTheBackupsOf(title) },
    }),
  );
  const usable = backups?.filter(({ damage }) => damage === null) ?? [];
  const [backup, setBackup] = useState<string | null>(null);
  // A safety backup contains the data that a restore has just replaced.
  const newest = (usable.find(({ reason }) => reason !== 'safety') ?? usable[0])?.name ?? null;
  useEffect(() => setBackup((chosen) => chosen ?? newest), [newest]);
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title={companionWords.restoreTitleOfId(title, id)}
      confirmLabel={companionWords.restoreLabel}
      destructive
      protects={[id]}
      blocked={backup === null ? '' : null}
      line={`--action companions --client-id ${id} --companion ${name} --change restore --backup-name ${backup ?? 'NAME'} --yes yes`}
      onConfirm={(onOperation) => restoreCompanion({ id, name, title, backup: backup ?? '' }, onOperation)}
    >
      <p>{companionWords.theDataIsReplaced}</p>
      {backups && usable.length === 0 ? (
        <p className={classes.problem}>{companionWords.noBackupsToRestore}</p>
      ) : (
        <Select
          className={classes.choice ?? ''}
          label={companionWords.backup}
          data={usable.map((one) => ({ value: one.name, label: backupText(one) }))}
          value={backup}
          onChange={setBackup}
          allowDeselect={false}
        />
      )}
      {backups
        ?.filter(({ damage }) => damage !== null)
        .map((one) => (
          <p key={one.name} className={classes.problem}>
            {one.name} {companionWords.cannotBeRestored(coreDetail(one.damage ?? ''))}
          </p>
        ))}
    </ConfirmDialog>
  );
}

function backupText({ name, createdAt, sizeBytes }: CompanionBackup): string {
  return `${name} · ${exactTime(createdAt)} · ${bytes(sizeBytes)}`;
}

function RemoveDialog({ companion: { client: id, name, title } }: { readonly companion: Companion }) {
  return (
    <ConfirmDialog
      opened
      onClose={close}
      title={companionWords.removeTitleOfId(title, id)}
      confirmLabel={companionWords.removeLabel}
      destructive
      protects={[id]}
      line={`--action companions --client-id ${id} --companion ${name} --change remove --yes yes`}
      onConfirm={(onOperation) => removeCompanion({ id, name, title }, onOperation)}
    >
      <p>{companionWords.theDataIsRemoved}</p>
    </ConfirmDialog>
  );
}
