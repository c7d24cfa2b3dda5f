import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircle, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { stepTitle } from '../../../shared/step-title.ts';
import { cancelOperation } from '../../client/operations.ts';
import { withRemedy } from '../../client/remedy-words.ts';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { exactTime, percent } from '../../lib/format.ts';
import { ProgressBar } from '../charts/progress-bar.tsx';
import classes from './operation-progress.module.css';
import { OperationWaits } from './operation-waits.tsx';
import * as feedbackWords from './words.ts';

interface OperationProgressProps {
  readonly operation: Operation;
  /** Without the title, if the parent shows it. */
  readonly untitled?: boolean;
}

const icons = { pending: IconCircle, running: IconPlayerPlay, done: IconCheck, failed: IconAlertTriangle };
const words = {
  pending: feedbackWords.stepQueued,
  running: feedbackWords.stepRunning,
  done: feedbackWords.done,
  failed: feedbackWords.stepFailed,
};

/** The steps, progress and log of an operation, with Cancel. */
export function OperationProgress({ operation, untitled = false }: OperationProgressProps) {
  const [logShown, setLogShown] = useState(false);
  const { steps, fraction, state, error, log, cancellable } = operation;
  const title = coreSentence(operation.title);
  const running = state === 'running';
  const warnings = log.filter(({ level }) => level === 'warning');
  return (
    <section className={classes.operation} aria-label={title}>
      {!untitled && <h3 className={classes.title}>{title}</h3>}
      <div className={classes.how}>
        <ProgressBar fraction={state === 'succeeded' ? 1 : fraction} failed={state === 'failed'} label={title} />
        <span className={classes.percent}>{percent(state === 'succeeded' ? 1 : fraction, 0)}</span>
      </div>
      <ol className={classes.steps}>
        {steps.map((step) => {
          const Icon = icons[step.state];
          return (
            <li key={`${step.id} ${step.subject}`} className={classes.step} data-state={step.state}>
              <Icon size={14} aria-label={words[step.state]} />
              <span>{stepTitle(step)}</span>
              {step.detail && <span className={classes.detail}>{coreDetail(step.detail)}</span>}
            </li>
          );
        })}
      </ol>
      {running && operation.waiting && <OperationWaits operation={operation} waiting={operation.waiting} />}
      {error && (
        <p className={classes.error} role="alert">
          {withRemedy(error.message, error.data)}
        </p>
      )}
      {warnings.map(({ at, text }) => (
        <p key={`${at} ${text}`} className={classes.warning}>
          {coreDetail(text)}
        </p>
      ))}
      <div className={classes.foot}>
        {log.length > 0 && (
          <Button variant="subtle" size="compact-xs" aria-expanded={logShown} onClick={() => setLogShown(!logShown)}>
            {logShown ? feedbackWords.hideLog : feedbackWords.showLog}
          </Button>
        )}
        {running && cancellable && (
          <Button variant="default" size="compact-xs" ml="auto" onClick={() => cancelOperation(operation)}>
            {feedbackWords.cancel}
          </Button>
        )}
      </div>
      {logShown && (
        <pre className={classes.log}>
          {log.map(({ at, text }) => `${exactTime(at)}  ${coreDetail(text)}`).join('\n')}
        </pre>
      )}
    </section>
  );
}
