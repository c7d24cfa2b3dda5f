import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StateChange } from '../../../../shared/contract/instance.ts';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import type { UpgradePlan } from '../../../../shared/contract/settings.ts';
import { api, orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { runOperation, useOperations } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { FailureBox } from '../../../components/feedback/failure-box.tsx';
import { OperationProgress } from '../../../components/feedback/operation-progress.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { Drawer } from '../../../components/layout/drawer.tsx';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { Fact, Facts } from '../../../components/layout/facts.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { count } from '../../../lib/format.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { instanceFlag } from '../../instances/commands/instance-commands.ts';
import * as historyWords from '../words/history.ts';
import classes from './upgrade-drawer.module.css';

type Run =
  | { readonly state: 'running'; readonly operation: Operation | null }
  | { readonly state: 'failed'; readonly error: unknown }
  /** `before`: the version that was replaced. The plan is read again, and then names the new one. */
  | { readonly state: 'done'; readonly before: string | null; readonly status: StateChange };

interface UpgradeDrawerProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** Upgrades Redis with the same data: plan, progress and result. */
export function UpgradeDrawer({ id, onClose }: UpgradeDrawerProps) {
  const [image, setImage] = useState('');
  const [debouncedImage] = useDebouncedValue(image.trim(), 250);
  const [run, setRun] = useState<Run | null>(null);
  const wanted = debouncedImage === '' ? {} : { image: debouncedImage };
  const query = useQuery(
    orpc.settings.planUpgrade.queryOptions({
      input: { id, ...wanted },
      staleTime: 0,
      retry: false,
      placeholderData: keepPreviousData,
      meta: { doing: historyWords.planTheUpgradeOfId(id) },
    }),
  );
  const busy = useOperations().some(({ state, instance }) => state === 'running' && instance === id);
  const upgrade = async () => {
    const before = query.data?.from.version ?? null;
    setRun({ state: 'running', operation: null });
    try {
      const onProgress = (operation: Operation) => setRun({ state: 'running', operation });
      const { result } = await runOperation(() => api.settings.upgrade({ id, ...wanted }), {
        quiet: true,
        ownError: true,
        onProgress,
      });
      setRun({ state: 'done', before, status: result });
    } catch (error) {
      setRun({ state: 'failed', error });
    } finally {
      void queryClient.invalidateQueries({ queryKey: orpc.settings.key() });
    }
  };
  const plan = query.data;
  const isUpToDate = debouncedImage === image.trim() && !query.isPlaceholderData;
  return (
    <Drawer title={historyWords.upgrade} subtitle={id} onClose={onClose} width={520}>
      <DrawerBody>
        {run?.state === 'failed' && <Failure error={run.error} />}
        {run?.state === 'running' && (run.operation ? <OperationProgress operation={run.operation} untitled /> : null)}
        {run?.state === 'done' && <Done before={run.before} status={run.status} />}
        {(run === null || run.state === 'failed') && (
          <>
            {query.error && !plan && (
              <ErrorState
                title={historyWords.couldNotPlanTheUpgrade}
                error={query.error}
                onRetry={() => void query.refetch()}
                retrying={query.isFetching}
              />
            )}
            {!plan && !query.error && <SkeletonRows rows={5} widths={[120, 240]} />}
            {plan && can(plan.runtime, 'image') && (
              <TextInput
                label={historyWords.image}
                description={historyWords.leaveEmptyToPullANewer}
                placeholder={plan.to.image ?? ''}
                value={image}
                onChange={(event) => setImage(event.currentTarget.value)}
                className={classes.image ?? ''}
                {...(query.error ? { error: reasonOf(query.error).message } : {})}
              />
            )}
            {plan && <Planned plan={plan} />}
          </>
        )}
      </DrawerBody>
      <DrawerFoot
        line={
          run?.state === 'done'
            ? null
            : terminalLine('upgrade', { ...instanceFlag(id), image: debouncedImage === '' ? null : debouncedImage })
        }
      >
        <Button variant="default" onClick={onClose}>
          {run?.state === 'running' || run?.state === 'done' ? historyWords.close : historyWords.cancel}
        </Button>
        {run?.state !== 'done' && (
          <Button
            // Highlighted only if a newer version is known.
            variant={plan && offersNewer(plan) ? 'filled' : 'default'}
            disabled={!plan || !isUpToDate || plan.blocked !== null || query.error !== null || busy}
            loading={run?.state === 'running'}
            onClick={() => void upgrade()}
          >
            {run?.state === 'failed'
              ? historyWords.tryAgain
              : plan && !offersNewer(plan)
                ? checkLabel(plan)
                : historyWords.upgrade}
          </Button>
        )}
      </DrawerFoot>
    </Drawer>
  );
}

function Planned({ plan }: { readonly plan: UpgradePlan }) {
  const { from, to, keys, blocked, steps } = plan;
  return (
    <>
      <Facts nameWidth={120}>
        <Fact name={historyWords.currentVersion}>{from.version ?? historyWords.unknownNotRunning}</Fact>
        <Fact name={historyWords.newVersion}>
          {to.version === null
            ? historyWords.knownAfterTheImageIsPulled
            : newVersionText(from.version, to.version, from.image !== null)}
        </Fact>
        {from.image !== null && (
          <Fact name={historyWords.image}>
            <span className="mono">{from.image === to.image ? from.image : `${from.image} → ${to.image}`}</span>
          </Fact>
        )}
        <Fact name={historyWords.keys}>
          {keys === null ? historyWords.notCountedNotRunning : historyWords.keysCountedAgainAfterwards(count(keys))}
        </Fact>
      </Facts>
      {blocked !== null && <FailureBox>{coreDetail(blocked)}</FailureBox>}
      {blocked === null && (
        <>
          <h3 className={classes.title}>{historyWords.steps}</h3>
          <ol className={classes.steps}>
            {steps.map((step) => (
              <li key={step}>{coreDetail(step)}</li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

/** Whether the plan leads to another version or image than the current one. */
function offersNewer({ from, to, blocked }: UpgradePlan): boolean {
  return blocked === null && (from.image !== to.image || (to.version !== null && from.version !== to.version));
}

/** The button label if no newer version is known yet. */
function checkLabel({ runtime }: UpgradePlan): string {
  return can(runtime, 'image') ? historyWords.checkForANewerImage : historyWords.checkForANewerProgram;
}

function newVersionText(now: string | null, then: string, hasImage: boolean): string {
  if (now !== then) return then;
  return hasImage ? historyWords.unlessRegistryHasNewer(then) : historyWords.thenNoNewerVersion(then);
}

function Done({ before, status }: { readonly before: string | null; readonly status: StateChange }) {
  if (status.unchanged !== undefined) return <p role="status">{coreDetail(status.unchanged)}</p>;
  return (
    <p role="status">
      <b>
        {before === status.version
          ? historyWords.idStillRunsRedisVersion(status.id, status.version)
          : historyWords.upgraded}
      </b>{' '}
      {before !== status.version &&
        historyWords.idRunsRedisVersionPart(
          status.id,
          status.version ?? '?',
          before ? historyWords.wasVersion(before) : '',
        )}
      {historyWords.itsDataAndSettingsAreUnchanged}
    </p>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  return (
    <FailureBox error={error}>{historyWords.messageThePreviousVersionIsStill(reasonOf(error).message)}</FailureBox>
  );
}
