import type { Backup } from '../../../../shared/contract/backup.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { Figure } from '../../../components/charts/figure.tsx';
import { VerificationBadge } from '../../../components/feedback/verification-badge.tsx';
import type { DataColumn } from '../../../components/table/data-table-columns.ts';
import { kindWords, reasonWords, trustOf, trustWords } from '../../../lib/backup-words.ts';
import { bytesParts, count } from '../../../lib/format.ts';
import { isBeingVerified } from '../model/use-backups.ts';
import * as listWords from '../words/list.ts';
import { NameCell, TakenCell } from './backup-cells.tsx';

/** Fits the automatic names; a narrower column would hide the time in them. */
const name: DataColumn<Backup> = {
  id: 'name',
  title: listWords.backup,
  width: 248,
  grow: 280,
  cell: (backup) => <NameCell backup={backup} />,
  sortValue: (backup) => backup.name,
};

const instance: DataColumn<Backup> = {
  id: 'instance',
  title: listWords.instance,
  width: 96,
  cell: (backup) => <span title={backup.instance}>{backup.instance}</span>,
  sortValue: (backup) => backup.instance,
};

/** @param all the list shows all instances, so it needs a column for them */
export function backupColumns(all: boolean, operations: readonly Operation[]): readonly DataColumn<Backup>[] {
  return [
    all ? { ...name, width: 236 } : name,
    ...(all ? [instance] : []),
    {
      id: 'kind',
      title: listWords.kind,
      width: 60,
      drop: 2,
      cell: ({ kind }) => kindWords[kind],
      sortValue: ({ kind }) => kind,
    },
    {
      id: 'reason',
      title: listWords.reason,
      width: 66,
      drop: 1,
      cell: ({ reason }) => reasonWords[reason],
      sortValue: ({ reason }) => reason,
    },
    {
      id: 'taken',
      title: listWords.taken,
      width: 146,
      cell: (backup) => <TakenCell backup={backup} />,
      sortValue: ({ createdAt }) => Date.parse(createdAt),
    },
    {
      id: 'size',
      title: listWords.size,
      width: 60,
      // Dropped before the verification, which matters more.
      drop: 0,
      align: 'right',
      cell: ({ sizeBytes }) => <Figure {...bytesParts(sizeBytes)} />,
      sortValue: ({ sizeBytes }) => sizeBytes,
    },
    {
      id: 'keys',
      title: listWords.keys,
      width: 64,
      align: 'right',
      cell: ({ keys, countsExact }) => (
        <span title={keys !== null && !countsExact ? listWords.approximateAVerificationCounts : undefined}>
          {keys !== null && !countsExact && <span className="text-3">≈ </span>}
          {count(keys)}
        </span>
      ),
      sortValue: ({ keys }) => keys,
    },
    {
      id: 'verification',
      title: listWords.verification,
      width: 104,
      cell: (backup) => <VerificationBadge short backup={backup} running={isBeingVerified(backup, operations)} />,
      sortValue: (backup) => trustWords[trustOf(backup)],
    },
  ];
}
