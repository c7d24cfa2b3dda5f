import type { DataColumn } from '../../../components/table/data-table-columns.ts';
import { IsolationBadge } from '../isolation/isolation-badge.tsx';
import type { TenantRow } from '../model/tenant-row.ts';
import * as listWords from '../words/list.ts';
import { BackupCell } from './backup-cell.tsx';
import { KeysCell, MemoryCell, OpsCell, OpsTrend, StateCell, WhoCell } from './tenant-cells.tsx';

/** Two lines per tenant: id and address, load, memory and its limit, last backup and its verification, isolation. */
export const tenantColumns: readonly DataColumn<TenantRow>[] = [
  {
    id: 'tenant',
    title: listWords.tenant,
    width: 232,
    grow: 300,
    cell: (row) => <WhoCell row={row} />,
    sortValue: ({ id }) => id,
  },
  {
    id: 'state',
    title: listWords.state,
    width: 96,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ status }) => status.state,
  },
  {
    id: 'trend',
    title: listWords.opsS5Min,
    width: 88,
    grow: 0,
    drop: 2,
    cell: ({ id }) => <OpsTrend id={id} />,
    sortValue: ({ status }) => status.commands.perSecond,
  },
  {
    id: 'memory',
    title: listWords.memory,
    width: 126,
    cell: (row) => <MemoryCell row={row} />,
    sortValue: ({ status }) => status.memory.usedBytes,
  },
  {
    id: 'ops',
    title: listWords.opsS,
    width: 56,
    align: 'right',
    cell: (row) => <OpsCell row={row} />,
    sortValue: ({ status }) => status.commands.perSecond,
  },
  {
    id: 'keys',
    title: listWords.keys,
    width: 72,
    align: 'right',
    cell: (row) => <KeysCell row={row} />,
    sortValue: ({ keys }) => keys,
  },
  {
    id: 'backup',
    title: listWords.lastBackup,
    width: 172,
    drop: 1,
    cell: (row) => <BackupCell row={row} />,
    sortValue: ({ backup }) => backup?.createdAt ?? null,
  },
  {
    id: 'isolation',
    title: listWords.isolation,
    width: 116,
    grow: 0,
    drop: 3,
    cell: (row) => <IsolationBadge row={row} />,
    sortValue: ({ status }) => status.runtime,
  },
];
