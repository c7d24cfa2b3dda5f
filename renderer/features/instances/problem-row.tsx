import { Button } from '@mantine/core';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import { RowProblem } from '../../components/row-problem.tsx';
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
  const now = useNow();
  if (!problem) return null;
  const { message, fix, since } = problem;
  const age = since === null ? null : duration((now - Date.parse(since)) / 1000);
  return (
    <RowProblem
      title={[message, fix].filter(Boolean).join(' ')}
      cure={
        <>
          {logTells(problem) && (
            <Button
              variant="subtle"
              size="compact-xs"
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
              disabled={run.blocked !== null}
              title={run.blocked ?? undefined}
              aria-label={`${cure.label}: ${instance.id}`}
              onClick={run.run}
            >
              {cure.label}
            </Button>
          )}
        </>
      }
    >
      <strong className={classes.name}>{problemName(problem)}</strong>
      {message}
      {since !== null && (
        <span className="text-2">
          {' '}
          Since {exactTime(since, now)} ({age}).
        </span>
      )}{' '}
      {fix}
    </RowProblem>
  );
}
