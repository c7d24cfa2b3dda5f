import { Button, Menu, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconFileDownload, IconFilterOff, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Check, Diagnosis } from '../../../shared/contract/diagnostics.ts';
import { isSecurityCheck, levelCounts } from '../../../shared/diagnosis-report.ts';
import { orpc, useConnection } from '../../client/api.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { PageHead } from '../../components/layout/page-head.tsx';
import { FindField } from '../../components/table/find-field.tsx';
import { counted } from '../../lib/counted.ts';
import { exactTime, fixed } from '../../lib/format.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { type CheckFilter, matchingChecks } from './check-filter.ts';
import classes from './diagnostics-view.module.css';
import { EarlierRuns } from './earlier-runs.tsx';
import { FindingsList } from './findings-list.tsx';
import { saveReport } from './save-report.ts';
import { SecurityList } from './security-list.tsx';
import * as diagnosticsWords from './words.ts';

/** Every check with its evidence and its fix, and the security checklist. */
export function DiagnosticsView() {
  const disconnected = useConnection().state !== 'connected';
  const { data, error, isFetching, refetch } = useQuery(
    orpc.diagnostics.run.queryOptions({
      // A run asks every server, so it starts only when the view opens or on request.
      staleTime: Number.POSITIVE_INFINITY,
      meta: { doing: diagnosticsWords.runTheChecks },
    }),
  );
  const retry = () => void refetch();
  return (
    <>
      <PageHead
        title={diagnosticsWords.diagnostics}
        subtitle={isFetching ? diagnosticsWords.running : data && summaryOf(data)}
        actions={
          <>
            {data && <SaveMenu diagnosis={data} disconnected={disconnected} />}
            <Button
              leftSection={<IconRefresh size={14} />}
              loading={isFetching}
              disabled={disconnected}
              onClick={retry}
            >
              {diagnosticsWords.runAgain}
            </Button>
          </>
        }
      />
      {disconnected && data && <p className={classes.note}>{diagnosticsWords.lastResult}</p>}
      {data ? (
        <Result diagnosis={data} disabled={disconnected} />
      ) : error ? (
        <ErrorState title={diagnosticsWords.couldNotRunTheChecks} error={error} onRetry={retry} retrying={isFetching} />
      ) : (
        <SkeletonRows rows={10} rowHeight={48} widths={[90, 0, 120]} />
      )}
      <footer className={classes.foot}>
        <CommandLine line={terminalLine('diagnose')} />
        <span>{diagnosticsWords.noSecrets}</span>
      </footer>
    </>
  );
}

function summaryOf({ checks, at, tookMs }: Diagnosis): string {
  return diagnosticsWords.summary(counted(checks.length, 'check'), exactTime(at), fixed(tookMs / 1000, 1));
}

function SaveMenu({ diagnosis, disconnected }: { readonly diagnosis: Diagnosis; readonly disconnected: boolean }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconFileDownload size={14} />}>
          {diagnosticsWords.saveReport}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void saveReport('md', diagnosis)}>{diagnosticsWords.asMarkdown}</Menu.Item>
        <Menu.Item onClick={() => void saveReport('json', diagnosis)}>{diagnosticsWords.asJson}</Menu.Item>
        <Menu.Item disabled={disconnected} onClick={() => void saveReport('tar.gz', diagnosis)}>
          {diagnosticsWords.asBundle}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const LEVELS = ['fail', 'warn', 'info', 'ok'] as const satisfies readonly Check['level'][];
const NO_FILTER: CheckFilter = { level: null, text: '', instance: null };

function Result({ diagnosis, disabled }: { readonly diagnosis: Diagnosis; readonly disabled: boolean }) {
  const { checks } = diagnosis;
  const [filter, setFilter] = useState(NO_FILTER);
  const instances = (useLiveStatuses().items ?? []).map(({ id }) => id);
  const counts = levelCounts(checks);
  const levels = LEVELS.map((level) => ({
    value: level,
    label: diagnosticsWords.filterLabel(diagnosticsWords.levels[level], counts[level]),
  }));
  const shown = matchingChecks(checks, filter);
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label={diagnosticsWords.show}
          size="xs"
          value={filter.level ?? 'all'}
          data={[{ value: 'all', label: diagnosticsWords.filterLabel(diagnosticsWords.all, checks.length) }, ...levels]}
          onChange={(value) => setFilter({ ...filter, level: LEVELS.find((level) => level === value) ?? null })}
        />
        <div className={classes.filters}>
          <FindField
            label={diagnosticsWords.findACheck}
            value={filter.text}
            onChange={(text) => setFilter({ ...filter, text })}
          />
          {instances.length > 1 && (
            <NativeSelect
              aria-label={diagnosticsWords.ofWhat}
              size="xs"
              value={filter.instance ?? ''}
              data={[{ value: '', label: diagnosticsWords.allInstances }, ...instances]}
              onChange={({ currentTarget: { value } }) => setFilter({ ...filter, instance: value || null })}
            />
          )}
        </div>
      </div>
      <div className={classes.panes}>
        <section className={classes.findings} aria-label={diagnosticsWords.findings}>
          <header className={classes.head}>
            <h2>{diagnosticsWords.findings}</h2>
            <span className={classes.hint}>{diagnosticsWords.mostSeriousFirst}</span>
          </header>
          {shown.length === 0 ? (
            <EmptyState
              icon={IconFilterOff}
              title={diagnosticsWords.nothingMatches}
              actions={<Button onClick={() => setFilter(NO_FILTER)}>{diagnosticsWords.clearFilters}</Button>}
            />
          ) : (
            <>
              {shown.every(({ level }) => level === 'ok') && filter === NO_FILTER && (
                <EmptyState
                  icon={IconCircleCheck}
                  title={diagnosticsWords.noFindings}
                  text={diagnosticsWords.everyCheckPassed}
                />
              )}
              <FindingsList checks={shown} disabled={disabled} opensPassed={filter !== NO_FILTER} />
              <p className={classes.note}>{diagnosticsWords.aFixChangesNothingYet}</p>
            </>
          )}
        </section>
        <div className={classes.aside}>
          <SecurityList checks={checks.filter(isSecurityCheck)} disabled={disabled} />
          <EarlierRuns current={diagnosis} />
        </div>
      </div>
    </>
  );
}
