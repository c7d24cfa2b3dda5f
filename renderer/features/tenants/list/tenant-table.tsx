import type { ComponentProps } from 'react';
import { InstanceMenuItems } from '../../../commands/command-menu.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { RowActions } from '../../instances/list/row-actions.tsx';
import type { TenantRow } from '../model/tenant-row.ts';
import { problemOf } from './problem-of.tsx';
import { tenantColumns } from './tenant-columns.tsx';

type TableProps = ComponentProps<typeof DataTable<TenantRow>>;

interface TenantTableProps
  extends Pick<TableProps, 'label' | 'rows' | 'groupOf' | 'selection' | 'onSelectionChange' | 'after'> {
  readonly stale: boolean;
}

/** Tenants with their state, their actions and their problems. */
export function TenantTable({ stale, ...rest }: TenantTableProps) {
  return (
    <DataTable<TenantRow>
      {...rest}
      columns={tenantColumns}
      rowId={({ id }) => id}
      rowHeight={58}
      instanceOf={({ id }) => id}
      onOpen={({ id }) => navigateTo(`/instances/${id}`)}
      muted={({ status }) => stale || status.state === 'stopped' || status.state === 'missing'}
      actionsWidth={80}
      actions={({ status }) => <RowActions instance={status} />}
      menu={({ id }) => <InstanceMenuItems id={id} />}
      problem={(row) => (stale ? null : problemOf(row))}
    />
  );
}
