import { Popover, UnstyledButton } from '@mantine/core';
import { IconLoader2 } from '@tabler/icons-react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { useOperation, useOperations } from '../../client/operations.ts';
import { ProgressBar } from '../../components/charts/progress-bar.tsx';
import { OperationProgress } from '../../components/feedback/operation-progress.tsx';
import { coreSentence } from '../../lib/core-sentence.ts';
import { percent } from '../../lib/format.ts';
import * as appWords from '../words.ts';
import classes from './status-bar.module.css';

/** The newest running operation and the number of others. A click shows all of them with their logs and Cancel. */
export function OperationSummary() {
  const running = useOperations().filter(({ state }) => state === 'running');
  const [first] = running;
  const current = useOperation(first?.id ?? null) ?? first;
  if (!first || !current) return null;
  return (
    <Popover position="top" width={400} withinPortal>
      <Popover.Target>
        <UnstyledButton
          className={classes.current ?? ''}
          aria-label={appWords.titleShowItsStepsAndLog(coreSentence(current.title))}
        >
          <IconLoader2 size={14} className={classes.turning} aria-hidden="true" />
          <span className={classes.title}>{coreSentence(current.title)}</span>
          <span className={classes.track}>
            <ProgressBar fraction={current.fraction} label={coreSentence(current.title)} />
          </span>
          <span className={classes.percent}>{current.fraction === null ? '' : percent(current.fraction, 0)}</span>
          {running.length > 1 && <span className="text-3">+{running.length - 1}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.details ?? ''}>
        {running.map((operation) => (
          <OperationDetails key={operation.id} operation={operation} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function OperationDetails({ operation }: { readonly operation: Operation }) {
  return <OperationProgress operation={useOperation(operation.id) ?? operation} />;
}
