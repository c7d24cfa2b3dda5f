import { Button } from '@mantine/core';
import { IconLoader2 } from '@tabler/icons-react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { stepTitle } from '../../../../shared/step-title.ts';
import { cancelOperation, useOperation } from '../../../client/operations.ts';
import { Bar, Bars } from '../../../components/charts/bars.tsx';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { coreDetail, coreSentence } from '../../../lib/core-sentence.ts';
import { percent } from '../../../lib/format.ts';
import * as listWords from '../words/list.ts';
import classes from './running-backups.module.css';

/** Running backup operations with their progress. */
export function RunningBackups({ operations }: { readonly operations: readonly Operation[] }) {
  if (operations.length === 0) return null;
  return (
    <Bars label={listWords.inProgress}>
      {operations.map((operation) => (
        <Running key={operation.id} listed={operation} />
      ))}
    </Bars>
  );
}

function Running({ listed }: { readonly listed: Operation }) {
  const operation = useOperation(listed.id) ?? listed;
  const { steps, fraction, cancellable, state } = operation;
  const title = coreSentence(operation.title);
  const step = steps.find((one) => one.state === 'running');
  return (
    <Bar tone="information">
      <IconLoader2 size={14} className={classes.turning} aria-hidden="true" />
      <span className={classes.title}>{title}</span>
      <span className={classes.step}>
        {step && stepTitle(step)}
        {step?.detail && <span className="text-3"> · {coreDetail(step.detail)}</span>}
      </span>
      <span className={classes.track}>
        <ProgressBar fraction={fraction} label={title} />
      </span>
      <span className={classes.percent}>{fraction === null ? '' : percent(fraction, 0)}</span>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={listWords.cancelTitle(title)}
        disabled={!cancellable || state !== 'running'}
        onClick={() => cancelOperation(operation)}
      >
        {listWords.cancel}
      </Button>
    </Bar>
  );
}
