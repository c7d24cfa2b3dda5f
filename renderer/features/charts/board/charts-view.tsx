import { Button } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { partOfPage } from '../../../client/lost-files.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { PageHead } from '../../../components/layout/page-head.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { useChartedInstances } from '../model/compared-instances.ts';
import { leaveCharts } from '../model/view-state.ts';
import { MomentProblem } from '../time/moment-problem.tsx';
import { useMoment } from '../time/use-moment.ts';
import * as boardWords from '../words/board.ts';
import { AllCharts } from './all-charts.tsx';
import { ChartsLoading } from './charts-loading.tsx';
import { InstanceCharts } from './instance-charts.tsx';
import { useChartKeys } from './use-chart-keys.ts';

/** Placeholder rows while the list of charts is unknown. */
const LOADING_ROWS = 8;

const CommandsView = lazy(async () => {
  const { CommandsView } = await partOfPage(() => import('../commands/commands-view.tsx'));
  return { default: CommandsView };
});

/** Metrics over time of one instance or of all, or the command statistics of one instance. */
export function ChartsView() {
  const { id } = useParams({ strict: false });
  const { tab } = useSearch({ strict: false });
  if (id === undefined || tab !== 'commands') return <ChartsOverTime id={id} />;
  return (
    <Suspense fallback={<Loading />}>
      <CommandsView key={id} id={id} />
    </Suspense>
  );
}

function ChartsOverTime({ id }: { readonly id: string | undefined }) {
  const { problem, clearMoment } = useMoment();
  useChartKeys();
  useEffect(() => leaveCharts, []);
  return (
    <>
      {problem !== null && <MomentProblem problem={problem} onClose={clearMoment} />}
      <ChartsOf id={id} />
    </>
  );
}

function ChartsOf({ id }: { readonly id: string | undefined }) {
  const instances = useChartedInstances();
  if (instances === undefined) return <Loading />;
  const instance = instances.find((one) => one.id === id);
  if (instance) return <InstanceCharts key={instance.id} instance={instance} all={instances} />;
  if (id === undefined && instances.length > 0) return <AllCharts instances={instances} />;
  return <NoCharts id={id} any={instances.length > 0} />;
}

function Loading() {
  return (
    <>
      <PageHead title={boardWords.charts} subtitle={boardWords.loading} />
      <ChartsLoading rows={LOADING_ROWS} />
    </>
  );
}

function NoCharts({ id, any }: { readonly id: string | undefined; readonly any: boolean }) {
  return (
    <>
      <PageHead title={boardWords.charts} subtitle={boardWords.noDataYet} />
      <EmptyState
        icon={IconChartLine}
        title={any ? boardWords.thereIsNoInstanceId(id) : boardWords.nothingIsInstalledYet}
        text={any ? boardWords.mayHaveBeenDeleted : boardWords.metricsAreRecordedFromInstallation}
        actions={
          any ? (
            <Button onClick={() => navigateTo('/charts')}>{boardWords.chartsOfAllInstances}</Button>
          ) : (
            <Button onClick={() => navigateTo('/install')}>{boardWords.installMain}</Button>
          )
        }
      />
    </>
  );
}
