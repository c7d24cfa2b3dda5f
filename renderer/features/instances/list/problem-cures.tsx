import { Button } from '@mantine/core';
import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useCommand } from '../commands/use-command.ts';
import { cureOf, logTells } from '../model/problem-cure.ts';
import * as listWords from '../words/list.ts';

interface ProblemCuresProps {
  readonly instance: InstanceStatus;
  readonly problem: Problem;
}

/** Buttons that fix a problem or open the log. */
export function ProblemCures({ instance, problem }: ProblemCuresProps) {
  const cure = cureOf(instance);
  const { run, blocked } = useCommand(cure?.command ?? null, instance);
  return (
    <>
      {logTells(problem) && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={listWords.showTheLogOfId(instance.id)}
          onClick={() => navigateTo(`/logs/${instance.id}`)}
        >
          {listWords.log}
        </Button>
      )}
      {cure && (
        <Button
          variant="default"
          size="compact-xs"
          disabled={blocked !== null}
          title={blocked || undefined}
          aria-label={`${cure.label}: ${instance.id}`}
          onClick={run}
        >
          {cure.label}
        </Button>
      )}
    </>
  );
}
