import { Outlet } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { exactTime } from '../../../lib/format.ts';
import { createPersistedStore } from '../../../lib/persisted.ts';
import { useStore } from '../../../lib/store.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { filteredRows, headLine, needsAttention, type TenantFilter, type TenantRow } from '../model/tenant-row.ts';
import { useTenantPorts, useTenantRows } from '../model/use-tenant-rows.ts';
import * as listWords from '../words/list.ts';
import { NoTenants } from './no-tenants.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { TenantTable } from './tenant-table.tsx';
import { TenantsFoot } from './tenants-foot.tsx';
import { TenantsTools } from './tenants-tools.tsx';
import classes from './tenants-view.module.css';
import { useSelectionKeys } from './use-selection-keys.ts';

/** Whether the table groups tenants. */
const grouped = createPersistedStore<boolean>('tenants.grouped', true);

/** All tenants, with their state and their problems. */
export function TenantsView() {
  const { rows, at, stale, error, retry, retrying } = useTenantRows();
  return (
    <>
      {rows === undefined ? (
        <>
          <PageHead title={listWords.tenants} subtitle={error ? undefined : listWords.reading} />
          {error ? (
            <ErrorState title={listWords.theTenantsCouldNotBeRead} error={error} onRetry={retry} retrying={retrying} />
          ) : (
            <SkeletonRows rows={9} rowHeight={58} widths={[140, 64, 112, 124, 48, 56, 110, 80]} />
          )}
        </>
      ) : rows.length === 0 ? (
        <>
          <PageHead title={listWords.tenants} subtitle={listWords.noneYet} />
          <NoTenants />
        </>
      ) : (
        <TenantsTable rows={rows} at={at} stale={stale} />
      )}
      <Outlet />
    </>
  );
}

interface TenantsTableProps {
  readonly rows: readonly TenantRow[];
  readonly at: string | null;
  readonly stale: boolean;
}

function TenantsTable({ rows, at, stale }: TenantsTableProps) {
  const [text, setText] = useTabState('tenants.search', '');
  const [filter, setFilter] = useTabState<TenantFilter>('tenants.filter', 'all');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const inGroups = useStore(grouped);
  const ports = useTenantPorts();
  const shown = useMemo(() => filteredRows(rows, text, filter), [rows, text, filter]);
  // Hidden tenants are not part of the selection: "Stop" must not stop them.
  const selection = new Set(shown.filter(({ id }) => chosen.has(id)).map(({ id }) => id));
  useSelectionKeys(shown, selection, setChosen);
  const hasGroups = rows.some(({ record }) => record.group);
  // The range of ports is that of this computer.
  const isHere = rows.every(({ status }) => status.engine === undefined);
  const facts = stale
    ? listWords.asOfAt(exactTime(at))
    : headLine(rows, ports && isHere ? ports.end - ports.start + 1 : null);
  return (
    <>
      <PageHead
        title={listWords.tenants}
        subtitle={facts}
        actions={
          <TenantsTools
            text={text}
            onText={setText}
            filter={filter}
            onFilter={setFilter}
            attention={rows.filter(needsAttention).length}
            grouped={hasGroups ? inGroups : null}
            onGrouped={grouped.set}
          />
        }
      />
      <SelectionBar rows={shown.filter(({ id }) => selection.has(id))} onClear={() => setChosen(new Set())} />
      <div className={classes.table}>
        <TenantTable
          label={listWords.tenants}
          rows={shown}
          stale={stale}
          groupOf={hasGroups && inGroups ? ({ record }) => record.group ?? null : undefined}
          selection={selection}
          onSelectionChange={setChosen}
          after={<TenantsFoot found={shown.length} ports={ports} onShowAll={() => showAll(setText, setFilter)} />}
        />
      </div>
    </>
  );
}

function showAll(setText: (text: string) => void, setFilter: (filter: TenantFilter) => void): void {
  setText('');
  setFilter('all');
}
