import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { stepTitle } from '../../../../shared/step-title.ts';
import { api } from '../../../client/api.ts';
import { showFailure } from '../../../client/toasts.tsx';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { RowProblem } from '../../../components/table/row-problem.tsx';
import { coreDetail, coreSentence } from '../../../lib/core-sentence.ts';
import * as machinesWords from '../words/machines.ts';
import classes from './moving-row.module.css';

/** The line below a moving tenant: its current step, its progress, and Cancel. */
export function MovingRow({ operation }: { readonly operation: Operation }) {
  const { steps, fraction, cancellable, id } = operation;
  const title = coreSentence(operation.title);
  const current = steps.find(({ state }) => state === 'running');
  const text = current ? [stepTitle(current), coreDetail(current.detail)].filter(Boolean).join(', ') : '';
  const cancel = () => api.operations.cancel({ id }).catch((error: unknown) => showFailure(title, error));
  return (
    <RowProblem
      icon={IconArrowsExchange}
      mild
      title={text}
      cure={
        <>
          <span className={classes.progress}>
            <ProgressBar fraction={fraction} label={title} />
          </span>
          {cancellable && (
            <Button size="compact-xs" variant="default" onClick={() => void cancel()}>
              {machinesWords.cancel}
            </Button>
          )}
        </>
      }
    >
      <strong>{title}</strong> {text}
    </RowProblem>
  );
}
