import { Popover, UnstyledButton } from '@mantine/core';
import { IconLoader2 } from '@tabler/icons-react';
import type { Operation } from '../../../shared/contract/operations.ts';
import { useOperation, useOperations } from '../../client/operations.ts';
import { ProgressBar } from '../../components/charts/progress-bar.tsx';
import { OperationProgress } from '../../components/feedback/operation-progress.tsx';
import { percent } from '../../lib/format.ts';
import classes from './status-bar.module.css';

/** What is going on: the newest by name, the others as a number. A click shows all with their logs and Cancel. */
export function OperationSummary() {
  const running = useOperations().filter(({ state }) => state === 'running');
  const [first] = running;
  const followed = useOperation(first?.id ?? null) ?? first;
  if (!first || !followed) return null;
  return (
    <Popover position="top" width={400} withinPortal>
      <Popover.Target>
        <UnstyledButton className={classes.current ?? ''} aria-label={`${followed.title}: show its steps and log`}>
          <IconLoader2 size={14} className={classes.turning} aria-hidden="true" />
          <span className={classes.title}>{followed.title}</span>
          <span className={classes.track}>
            <ProgressBar fraction={followed.fraction} label={followed.title} />
          </span>
          <span className={classes.percent}>{followed.fraction === null ? '' : percent(followed.fraction, 0)}</span>
          {running.length > 1 && <span className="text-3">+{running.length - 1}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.details ?? ''}>
        {running.map((operation) => (
          <Followed key={operation.id} operation={operation} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function Followed({ operation }: { readonly operation: Operation }) {
  return <OperationProgress operation={useOperation(operation.id) ?? operation} />;
}
