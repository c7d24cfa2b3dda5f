import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { InstanceStatus, Problem } from '../../../shared/contract/instance.ts';
import { duration, exactTime } from '../../format.ts';
import { go } from '../../go.ts';
import { useNow } from '../../now.ts';
import { cureOf, logTells, problemName } from './problem-cure.ts';
import classes from './problem-row.module.css';
import { useCommand } from './use-command.ts';

/** One line: what is wrong, why, since when, and the button that mends it. */
export function ProblemRow({ instance }: { readonly instance: InstanceStatus }) {
  const { problem } = instance;
  const cure = cureOf(instance);
  const run = useCommand(cure?.command ?? null, instance);
  if (!problem) return null;
  return (
    <>
      <ProblemText problem={problem} />
      {logTells(problem) && (
        <Button
          variant="subtle"
          size="compact-xs"
          className={classes.cure ?? ''}
          aria-label={`Look at the log of ${instance.id}`}
          onClick={() => go(`/logs/${instance.id}`)}
        >
          Look at its log
        </Button>
      )}
      {cure && (
        <Button
          variant="default"
          size="compact-xs"
          className={classes.cure ?? ''}
          disabled={run.blocked !== null}
          title={run.blocked ?? undefined}
          aria-label={`${cure.label}: ${instance.id}`}
          onClick={run.run}
        >
          {cure.label}
        </Button>
      )}
    </>
  );
}

/** What is wrong, why and since when; with what mends it where there is room for two lines. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const now = useNow();
  const { message, fix, since } = problem;
  const age = since === null ? null : duration((now - Date.parse(since)) / 1000);
  return (
    <>
      <IconAlertTriangle size={14} className={classes.icon} aria-hidden="true" />
      <strong className={classes.name}>{problemName(problem)}</strong>
      <span className={classes.why} title={[message, fix].filter(Boolean).join(' ')}>
        {message}
        {since !== null && (
          <span className={classes.since}>
            {' '}
            Since {exactTime(since, now)} ({age}).
          </span>
        )}{' '}
        {fix}
      </span>
    </>
  );
}
