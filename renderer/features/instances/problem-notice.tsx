import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { InstanceStatus, Problem } from '../../../shared/contract/instance.ts';
import { Banner } from '../../components/banner.tsx';
import { duration, exactTime } from '../../format.ts';
import { go } from '../../go.ts';
import { useNow } from '../../now.ts';
import { cureOf, logTells, problemName } from './problem-cure.ts';
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
    <Banner
      icon={IconAlertTriangle}
      tone="danger"
      label="Problem"
      actions={
        <>
          {logTells(problem) && (
            <Button variant="subtle" size="compact-xs" onClick={() => go(`/logs/${instance.id}`)}>
              Look at its log
            </Button>
          )}
          {cure && (
            <Button
              variant="default"
              size="compact-xs"
              disabled={blocked !== null}
              title={blocked || undefined}
              onClick={run}
            >
              {cure.label}
            </Button>
          )}
        </>
      }
    >
      <strong>{problemName(problem)}</strong>
      {since !== null && (
        <span className="text-2">
          since {exactTime(since, now)} ({duration((now - Date.parse(since)) / 1000)})
        </span>
      )}
      <p>
        {message} {fix}
      </p>
    </Banner>
  );
}
