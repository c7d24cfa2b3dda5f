import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { InstanceStatus, Problem } from '../../../shared/contract/instance.ts';
import { duration } from '../../format.ts';
import { useNow } from '../../now.ts';
import classes from './shared-problem.module.css';
import { useCommand } from './use-command.ts';

interface SharedProblemProps {
  readonly problem: Problem;
  /** Those that it keeps from being asked. */
  readonly instances: readonly InstanceStatus[];
}

/** One engine that is away takes many instances with it: said once, above them. */
export function SharedProblem({ problem, instances }: SharedProblemProps) {
  const now = useNow();
  const [first] = instances;
  const again = useCommand('engines.look-again', first ?? null);
  const since = problem.since === null ? '' : ` for ${duration((now - Date.parse(problem.since)) / 1000)}`;
  return (
    <div className={classes.banner} role="status">
      <IconPlugConnectedX size={14} className={classes.icon} aria-hidden="true" />
      <strong className={classes.name}>The engine has not answered{since}</strong>
      <span className={classes.why} title={`${problem.message} ${problem.fix ?? ''}`}>
        Whether {instances.length} instances run cannot be told; it is asked again every second. {problem.fix}
      </span>
      <Button variant="default" size="compact-xs" disabled={again.blocked !== null} onClick={again.run}>
        Try now
      </Button>
    </div>
  );
}
