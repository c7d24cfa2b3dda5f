import { Button, Checkbox, Tooltip } from '@mantine/core';
import { useState } from 'react';
import type { SettingsChangeRequest, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { orpc, useConnection } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { useOperations } from '../../../client/operations.ts';
import { queryClient } from '../../../client/query-client.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { logLines } from '../../../components/feedback/error-state.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { coreDetail, coreSentence } from '../../../lib/core-sentence.ts';
import { count } from '../../../lib/format.ts';
import { type Draft, discardDraft } from '../model/draft.ts';
import { configLine } from '../model/terminal-config.ts';
import * as planWords from '../words/plan.ts';
import { applyPlan, endRun, type Run } from './apply-plan.ts';
import classes from './plan-pane.module.css';
import type { PlanState } from './use-plan.ts';

interface PlanFootProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  readonly request: SettingsChangeRequest | null;
  readonly planned: PlanState;
  readonly run: Run | null;
}

/** Apply with its preconditions, the last failure, and the equivalent terminal line. */
export function PlanFoot({ document, draft, request, planned, run }: PlanFootProps) {
  const { id, settings } = document;
  const { plan } = planned;
  const toConfirm = (plan?.risks ?? []).filter(({ confirm }) => confirm).map(({ message }) => message);
  const [confirmedRisks, setConfirmedRisks] = useState('');
  // The confirmation holds only for these risks; another plan asks again.
  const confirmed = toConfirm.length > 0 && confirmedRisks === toConfirm.join(' ');
  const cannot = useBlocked(id, planned, request);
  const blocked = cannot ?? (toConfirm.length > 0 && !confirmed ? planWords.confirmTheRiskFirst : null);
  const { line, hint } = configLine(id, draft, plan, new Map(settings.map((setting) => [setting.name, setting])));
  const failure = run?.state === 'failed' ? reasonOf(run.error) : null;
  const log = failure && logLines(failure.data);
  const [asks, setAsks] = useState(false);
  const begin = () => {
    setAsks(false);
    if (plan && planned.request && blocked === null) {
      void applyPlan(id, { request: planned.request, hash: plan.hash, confirmed });
    }
  };
  const evicts = plan?.evicts ?? null;
  const apply = () => (evicts && blocked === null ? setAsks(true) : begin());
  const renew = () => {
    endRun(id);
    void queryClient.invalidateQueries({ queryKey: orpc.settings.key() });
  };
  return (
    <footer className={classes.foot}>
      <ConfirmDialog
        opened={asks}
        onClose={() => setAsks(false)}
        title={planWords.evictKeysOfId(id)}
        confirmLabel={planWords.applyWithUndo}
        destructive
        protects={[id]}
        onConfirm={async () => begin()}
      >
        <p>
          <strong>{planWords.willEvict(count(evicts?.keys), count(evicts?.of))}</strong>
          {planWords.aSafetyBackupIsTakenFirst}
        </p>
      </ConfirmDialog>
      {failure && (
        <div className={classes.failed} role="alert">
          {failure.message}
          {log && <pre>{log}</pre>}
          {failure.code === 'CONFLICT' && (
            <Button variant="default" size="compact-xs" onClick={renew}>
              {planWords.planAgain}
            </Button>
          )}
        </div>
      )}
      {toConfirm.length > 0 && (
        <div className={classes.confirm}>
          <Checkbox
            checked={confirmed}
            onChange={({ currentTarget }) => setConfirmedRisks(currentTarget.checked ? toConfirm.join(' ') : '')}
            label={coreDetail(toConfirm.join(' '))}
            description={planWords.selectToApplyThePlanAnyway}
          />
        </div>
      )}
      <div className={classes.footRow}>
        <div className={classes.terminal}>
          {line === null ? <span className="text-3">{hint}</span> : <CommandLine line={line} />}
          {line !== null && hint !== null && <span className={classes.hint}>{hint}</span>}
        </div>
        <Button
          variant="default"
          onClick={() => {
            endRun(id);
            discardDraft(id);
          }}
        >
          {planWords.cancel}
        </Button>
        <Tooltip label={blocked} disabled={blocked === null} multiline maw={320}>
          <Button
            // Not `disabled`: a disabled button shows no tooltip with the reason.
            aria-disabled={blocked !== null}
            data-disabled={blocked !== null}
            onClick={apply}
          >
            {failure ? planWords.tryAgain : planWords.applyPlan}
          </Button>
        </Tooltip>
      </div>
    </footer>
  );
}

/** Why the plan cannot be applied now; null if it can. */
function useBlocked(id: string, planned: PlanState, request: SettingsChangeRequest | null): string | null {
  const connected = useConnection().state === 'connected';
  const busy = useOperations().find(({ state, instance }) => state === 'running' && instance === id);
  const { plan, problems, refused, forming } = planned;
  if (!connected) return planWords.unavailableWhileDisconnected;
  if (request === null) return planWords.allChangesAreExcluded;
  if (refused || Object.keys(problems).length > 0) return planWords.fixOrResetTheInvalidValue;
  if (forming || !plan) return planWords.thePlanIsBeingUpdated;
  const stop = plan.risks.find(({ level }) => level === 'blocked');
  if (stop) return coreDetail(stop.message);
  if (plan.changes.length === 0 && plan.diff === '') return planWords.nothingWouldChange;
  return busy ? planWords.busyTitleIsRunning(coreSentence(busy.title)) : null;
}
