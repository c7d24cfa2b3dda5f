import { Button } from '@mantine/core';
import { IconAlertTriangle, IconGauge } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { api, orpc, useConnection } from '../../client/api.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { runOperation } from '../../client/operations.ts';
import { Banner } from '../../components/feedback/banner.tsx';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { OperationProgress } from '../../components/feedback/operation-progress.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { NoInstance } from '../instances/list/no-instance.tsx';
import classes from './benchmark-view.module.css';
import { LabForm } from './form/lab-form.tsx';
import { inputOf, isComparison, isLive, labLine, useLabForm } from './model/lab-form.ts';
import { useBusyReason, useDeleteRun, useRunningBenchmark, useRuns } from './model/use-runs.ts';
import { Results } from './results/results.tsx';
import { RunMenu } from './results/run-menu.tsx';
import * as words from './words.ts';

/** Measures an instance, compares it with other settings or versions, and keeps the results. */
export function BenchmarkView() {
  const { id } = useParams({ from: '/benchmark/$id' });
  const { items } = useLiveStatuses();
  const instance = items?.find((item) => item.id === id);
  if (instance) return <Lab key={id} instance={instance} />;
  return (
    <>
      <PageHead title={words.benchmark} subtitle={words.ofId(id)} />
      {items === undefined ? (
        <SkeletonRows rows={10} widths={[140, 260, 120]} />
      ) : (
        <NoInstance id={id} icon={IconGauge} text={words.installAnInstance} />
      )}
    </>
  );
}

function Lab({ instance }: { readonly instance: InstanceStatus }) {
  const { id } = instance;
  const form = useLabForm(id);
  const runs = useRuns(id);
  const running = useRunningBenchmark(id);
  const remove = useDeleteRun(id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [otherRun, setOtherRun] = useState<string | null>(null);
  const list = runs.data ?? [];
  const run = list.find((one) => one.run === chosen) ?? list[0] ?? null;
  const other = list.find((one) => one.run === otherRun && one.run !== run?.run) ?? null;
  const showNewest = () => {
    setChosen(null);
    setOtherRun(null);
  };
  const subtitle = isLive(form) ? words.idItself(id) : words.idOnScratchServers(id);
  return (
    <>
      <PageHead
        title={words.benchmark}
        subtitle={subtitle}
        actions={
          <>
            {run !== null && (
              <RunMenu
                runs={list}
                run={run}
                other={other}
                onShow={setChosen}
                onCompare={setOtherRun}
                onDelete={(one) => remove.mutate(one)}
              />
            )}
            <RunButton instance={instance} onDone={showNewest} />
          </>
        }
      />
      <div className={classes.panes}>
        <div className={classes.form}>
          <LabForm instance={instance} form={form} />
          <div className={classes.line}>
            <CommandLine line={labLine(id, form)} wrap />
          </div>
        </div>
        <div className={classes.results}>
          <Notices instance={instance} />
          {running && (
            <div className={classes.progress}>
              <OperationProgress operation={running} />
            </div>
          )}
          {runs.error ? (
            <ErrorState
              title={words.couldNotReadTheRuns}
              error={runs.error}
              onRetry={() => void runs.refetch()}
              retrying={runs.isFetching}
            />
          ) : runs.data === undefined ? (
            <SkeletonRows rows={8} widths={[80, 0, 120]} />
          ) : run === null ? (
            !running && <EmptyState icon={IconGauge} title={words.noResultsYet(id)} text={words.resultsAppearHere} />
          ) : (
            <Results run={run} other={other} />
          )}
        </div>
      </div>
    </>
  );
}

/** Why the figures are less precise than they could be, or unavailable. */
function Notices({ instance: { id, state } }: { readonly instance: InstanceStatus }) {
  const tool = useQuery(orpc.benchmarks.tool.queryOptions({ meta: { doing: words.readTheTool } })).data?.tool;
  return (
    <>
      {state !== 'running' && (
        <Banner
          icon={IconAlertTriangle}
          tone="attention"
          actions={
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => void runOperation(() => api.instances.start({ id })).catch(() => undefined)}
            >
              {words.start}
            </Button>
          }
        >
          {words.notRunning(id)}
        </Banner>
      )}
      {tool === 'built-in' && (
        <Banner icon={IconAlertTriangle} tone="attention">
          <strong>{words.noRedisBenchmark}</strong> {words.builtInIsSlower}
        </Banner>
      )}
    </>
  );
}

interface RunButtonProps {
  readonly instance: InstanceStatus;
  readonly onDone: () => void;
}

function RunButton({ instance: { id, state }, onDone }: RunButtonProps) {
  const form = useLabForm(id);
  const queries = useQueryClient();
  const busy = useBusyReason(id);
  const connection = useConnection();
  const input = inputOf(id, form);
  const notConnected = connection.state === 'connected' ? null : words.disconnected;
  const why = notConnected ?? (state === 'running' ? null : words.notRunning(id)) ?? busy;
  const run = async () => {
    if (input === null) return;
    await runOperation(() => api.benchmarks.run(input), { quiet: true });
    await queries.invalidateQueries({ queryKey: orpc.benchmarks.runs.key() });
    onDone();
  };
  return (
    <Button
      disabled={why !== null || input === null}
      title={why ?? undefined}
      onClick={() => void run().catch(() => undefined)}
    >
      {isComparison(form) ? words.runComparison : words.runBenchmark}
    </Button>
  );
}
