import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { InstanceStatus, Problem } from '../../../shared/contract/instance.ts';
import { duration, exactTime } from '../../format.ts';
import { go } from '../../go.ts';
import { useNow } from '../../now.ts';
import { cureOf, logTells, problemName } from './problem-cure.ts';
import classes from './problem-notice.module.css';
import { useCommand } from './use-command.ts';

interface ProblemNoticeProps {
  readonly instance: InstanceStatus;
  readonly problem: Problem;
}

/** What is wrong with the instance, why, since when, and what mends it. */
export function ProblemNotice({ instance, problem }: ProblemNoticeProps) {
  const now = useNow();
  const cure = cureOf(instance);
  const { run, blocked } = useCommand(cure?.command ?? null, instance);
  const { message, fix, since } = problem;
  return (
    <section className={classes.notice} aria-label="Problem">
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden="true" />
      <div className={classes.text}>
        <div>
          <strong className={classes.name}>{problemName(problem)}</strong>
          {since !== null && (
            <span className={classes.since}>
              since {exactTime(since, now)} ({duration((now - Date.parse(since)) / 1000)})
            </span>
          )}
        </div>
        <p>
          {message} {fix}
        </p>
      </div>
      {logTells(problem) && (
        <Button variant="subtle" onClick={() => go(`/logs/${instance.id}`)}>
          Look at its log
        </Button>
      )}
      {cure && (
        <Button variant="default" disabled={blocked !== null} title={blocked || undefined} onClick={run}>
          {cure.label}
        </Button>
      )}
    </section>
  );
}
