import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import type { SettingsChangeRequest, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { useConnection } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { OperationProgress } from '../../../components/feedback/operation-progress.tsx';
import { type Draft, discardDraft } from '../model/draft.ts';
import * as planWords from '../words/plan.ts';
import { endRun, type Run } from './apply-plan.ts';
import { PlanDiff } from './plan-diff.tsx';
import { PlanFoot } from './plan-foot.tsx';
import { PlanLines } from './plan-lines.tsx';
import classes from './plan-pane.module.css';
import { PlanSteps } from './plan-steps.tsx';
import { planSummary } from './plan-words.ts';
import { RunReport } from './run-report.tsx';
import type { PlanState } from './use-plan.ts';

interface PlanPaneProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  readonly request: SettingsChangeRequest | null;
  readonly planned: PlanState;
  readonly run: Run | null;
}

/** The plan, then its progress and its report. */
export function PlanPane(props: PlanPaneProps) {
  const { document, draft, request, planned, run } = props;
  const { id } = document;
  if (run?.state === 'done') return <RunReport document={document} report={run.report} onClose={() => endRun(id)} />;
  if (run?.state === 'applying') {
    return (
      <section className={classes.pane} aria-label={planWords.plan}>
        <header className={classes.head}>
          <h2 className={classes.title}>{planWords.applying}</h2>
          <span className={classes.summary}>{planWords.aFailureIsRolledBack}</span>
        </header>
        <div className={classes.progress}>
          {run.operation ? <OperationProgress operation={run.operation} untitled /> : planWords.starting}
        </div>
      </section>
    );
  }
  const leftOut = draft.kind === 'text' ? [] : draft.leftOut;
  const empty = request === null && leftOut.length === 0;
  return (
    <section className={classes.pane} aria-label={planWords.plan} aria-busy={planned.forming}>
      <header className={classes.head}>
        <h2 className={classes.title}>{planWords.plan}</h2>
        <span className={classes.summary} aria-live="polite">
          {empty ? planWords.noChangesYet : planSummary(planned.plan)}
          {planned.forming && planWords.updating}
        </span>
        {!empty && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            className={classes.discard ?? ''}
            onClick={() => {
              endRun(id);
              discardDraft(id);
            }}
          >
            {planWords.discardAll}
          </Button>
        )}
      </header>
      {empty ? <EmptyPlan running={document.running} /> : <PlanContent {...props} leftOut={leftOut} />}
      {!empty && <PlanFoot {...props} />}
    </section>
  );
}

function PlanContent({ document, draft, planned, leftOut }: PlanPaneProps & { readonly leftOut: readonly string[] }) {
  const connected = useConnection().state === 'connected';
  const { plan, refused, problems, error } = planned;
  const invalid = Object.keys(problems);
  if (error && plan === null && connected) {
    return <ErrorState title={planWords.couldNotCreateThePlan} error={error} onRetry={planned.retry} />;
  }
  return (
    <div className={classes.scroll} data-forming={planned.forming || undefined}>
      {refused && (
        <p className={classes.refused} role="alert">
          {refused.message}
        </p>
      )}
      {invalid.length > 0 && <p className={classes.refused}>{planWords.invalidSoNotInThePlan(invalid.join(', '))}</p>}
      <PlanLines document={document} draft={draft} plan={plan} leftOut={leftOut} />
      {plan && (plan.changes.length > 0 || plan.diff !== '') && (
        <>
          <PlanSteps plan={plan} />
          <PlanDiff plan={plan} />
        </>
      )}
      {plan && plan.changes.length === 0 && plan.diff === '' && (
        <p className={classes.nothing}>{planWords.theseValuesAreAlreadySetNothing}</p>
      )}
    </div>
  );
}

function EmptyPlan({ running }: { readonly running: boolean }) {
  return (
    <div className={classes.empty}>
      <IconListCheck size={20} aria-hidden="true" />
      <p>{planWords.previewHint}</p>
      {!running && <p>{planWords.theInstanceIsNotRunningChanges}</p>}
    </div>
  );
}
