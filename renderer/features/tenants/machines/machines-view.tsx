import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { LOCAL_ENGINE } from '../../../../shared/contract/names.ts';
import { orpc } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { createPersistedStore } from '../../../lib/persisted.ts';
import { useStore } from '../../../lib/store.ts';
import { useTabState } from '../../../lib/use-tab-state.ts';
import { TenantTable } from '../list/tenant-table.tsx';
import { filteredRows, type TenantRow } from '../model/tenant-row.ts';
import { useTenantRows } from '../model/use-tenant-rows.ts';
import * as machinesWords from '../words/machines.ts';
import { DrainDialog } from './drain-dialog.tsx';
import { shownName } from './machine-columns.ts';
import { MachineTable } from './machine-table.tsx';
import classes from './machines-view.module.css';

type Grouping = 'machine' | 'group' | 'none';
const grouping = createPersistedStore<Grouping>('machines.grouping', 'machine');
/** The recorded history changes slowly. */
const FIGURES_EVERY_MS = 30_000;
/** An unreachable machine must show without a click. */
const MACHINES_EVERY_MS = 10_000;

/** All machines with what their instances use, and the tenants of all of them. */
export function MachinesView() {
  const doing = machinesWords.listTheMachines;
  const machines = useQuery({
    ...orpc.engines.machines.queryOptions({ meta: { doing } }),
    refetchInterval: MACHINES_EVERY_MS,
  });
  const figures = useQuery({
    ...orpc.tenants.machineFigures.queryOptions({ meta: { doing } }),
    refetchInterval: FIGURES_EVERY_MS,
  });
  const [drained, setDrained] = useState<string | null>(null);
  const list = machines.data;
  const away = list?.filter(({ name, state }) => state === 'unreachable' && name !== LOCAL_ENGINE).length ?? 0;
  const tenants = list?.reduce((sum, one) => sum + one.tenants, 0) ?? 0;
  return (
    <>
      <PageHead
        title={machinesWords.instances}
        subtitle={
          <span className={classes.facts}>
            <SegmentedControl
              size="xs"
              aria-label={machinesWords.whichView}
              value="machines"
              onChange={() => navigateTo('/')}
              data={[
                { value: 'list', label: machinesWords.list },
                { value: 'machines', label: machinesWords.machines },
              ]}
            />
            {list && machinesWords.factsOf(list.length, tenants)}
            {away > 0 && <span className={classes.danger}>· {machinesWords.countUnreachable(away)}</span>}
          </span>
        }
        actions={
          <>
            <Button variant="default" onClick={() => navigateTo('/machines/isolation')}>
              {machinesWords.testIsolation}
            </Button>
            <Button onClick={() => navigateTo('/preferences/add-machine')}>{machinesWords.addMachine}</Button>
          </>
        }
      />
      {list === undefined && machines.error ? (
        <ErrorState
          title={machinesWords.machinesCouldNotBeListed}
          error={machines.error}
          onRetry={() => void machines.refetch()}
          retrying={machines.isFetching}
        />
      ) : (
        <div className={classes.top}>
          {list === undefined ? (
            <SkeletonRows rows={3} rowHeight={46} widths={[140, 80, 110, 120]} />
          ) : (
            <MachineTable
              rows={list.map((machine) => ({
                machine,
                figures: figures.data?.find(({ name }) => name === machine.name),
              }))}
              onDrain={setDrained}
            />
          )}
        </div>
      )}
      <TenantsByMachine />
      <DrainDialog name={drained} machines={list ?? []} onClose={() => setDrained(null)} />
      <Outlet />
    </>
  );
}

function TenantsByMachine() {
  const { rows = [], stale } = useTenantRows();
  const [text, setText] = useTabState('machines.search', '');
  const by = useStore(grouping);
  const shown = useMemo(() => filteredRows(rows, text, 'all'), [rows, text]);
  const groupOf = groups[by];
  return (
    <>
      <div className={classes.bar}>
        <h2>{by === 'machine' ? machinesWords.tenantsByMachine : machinesWords.allTenants}</h2>
        <FindField label={machinesWords.filterTenants} value={text} onChange={setText} />
        <SegmentedControl<Grouping>
          size="xs"
          aria-label={machinesWords.groupBy}
          value={by}
          onChange={grouping.set}
          data={[
            { value: 'machine', label: machinesWords.machine },
            { value: 'group', label: machinesWords.group },
            { value: 'none', label: machinesWords.none },
          ]}
        />
      </div>
      <div className={classes.tenants}>
        <TenantTable label={machinesWords.tenantsByMachine} rows={shown} stale={stale} groupOf={groupOf} />
      </div>
    </>
  );
}

const groups: Readonly<Record<Grouping, ((row: TenantRow) => string | null) | undefined>> = {
  machine: ({ status }) => shownName(status.engine ?? LOCAL_ENGINE),
  group: ({ record }) => record.group ?? null,
  none: undefined,
};
