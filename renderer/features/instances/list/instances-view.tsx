import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { InstanceMenuItems } from '../../../commands/command-menu.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { DataTable } from '../../../components/table/data-table.tsx';
import { exactTime } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { createPersistedStore } from '../../../lib/persisted.ts';
import { useStore } from '../../../lib/store.ts';
import { useFreePorts } from '../commands/use-free-ports.ts';
import { badgeState, engineProblems } from '../model/problem-cure.ts';
import { JustInstalled } from '../page/just-installed.tsx';
import * as listWords from '../words/list.ts';
import { ColumnChooser } from './column-chooser.tsx';
import { columns, type InstanceRow } from './columns.tsx';
import { filteredInstances, needsAttention, problemsFirst } from './instance-filter.ts';
import { InstanceFilters, instanceFilter, instanceSearch, NoneFound } from './instance-filters.tsx';
import classes from './instances-view.module.css';
import { ProblemRow } from './problem-row.tsx';
import { RowActions } from './row-actions.tsx';
import { SharedProblem } from './shared-problem.tsx';
import { SummaryStrip } from './summary-strip.tsx';

const hiddenColumns = createPersistedStore<readonly string[]>('instances.hidden-columns', []);

interface InstancesViewProps {
  readonly items: readonly InstanceStatus[];
  readonly at: string | null;
  readonly stale: boolean;
  /** Further actions of the page head, which other features provide. */
  readonly actions: ReactNode;
  /** Shown below the rows. */
  readonly after: ReactNode;
}

/** The list of instances, those with problems first. */
export function InstancesView({ items, at, stale, actions, after }: InstancesViewProps) {
  const hidden = new Set(useStore(hiddenColumns));
  const freePorts = useFreePorts();
  const shared = engineProblems(items);
  const facts = stale
    ? listWords.asOfAt(exactTime(at))
    : [listWords.countOfMax(items.length, freePorts.max ?? 20), freePorts.text].filter(Boolean).join(' · ');
  const isShared = (instance: InstanceStatus) => shared.some(({ instances }) => instances.includes(instance));
  const text = useStore(instanceSearch);
  const filter = useStore(instanceFilter);
  const shown = filteredInstances(stale ? items : problemsFirst(items), text, stale ? 'all' : filter);
  const rows = shown.map((instance) => ({ instance, stale }));
  return (
    <>
      <PageHead
        title={listWords.instances}
        subtitle={facts}
        actions={
          <>
            <InstanceFilters attention={items.filter(needsAttention).length} />
            <ColumnChooser columns={columns} hidden={hidden} onChange={(next) => hiddenColumns.set([...next])} />
            {items.every(({ id }) => id !== MAIN) && (
              <Button variant="default" disabled={stale} onClick={() => navigateTo('/install')}>
                {listWords.installMain}
              </Button>
            )}
            {actions}
          </>
        }
      />
      <SummaryStrip instances={items} stale={stale} />
      {!stale && shared.map((one) => <SharedProblem key={one.engine ?? ''} {...one} />)}
      <JustInstalled />
      <div className={classes.table} data-stale={stale || undefined}>
        <DataTable<InstanceRow>
          label={listWords.instances}
          columns={columns}
          rows={rows}
          rowId={({ instance }) => instance.id}
          instanceOf={({ instance }) => instance.id}
          hidden={hidden}
          onOpen={({ instance }) => navigateTo(`/instances/${instance.id}`)}
          muted={({ instance }) =>
            ['stopped', 'missing', 'unknown', 'engine-unreachable', 'node-unreachable'].includes(
              badgeState(instance, stale),
            )
          }
          actionsWidth={80}
          actions={({ instance }) => <RowActions instance={instance} />}
          menu={({ instance }) => <InstanceMenuItems id={instance.id} />}
          problem={({ instance }) =>
            instance.problem === null || stale || isShared(instance) ? null : <ProblemRow instance={instance} />
          }
          after={
            <>
              {shown.length === 0 && <NoneFound />}
              {after}
            </>
          }
        />
      </div>
    </>
  );
}
