import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { Banner } from '../../../components/feedback/banner.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { duration } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { useCommand } from '../commands/use-command.ts';
import type { EngineProblem } from '../model/problem-cure.ts';
import * as listWords from '../words/list.ts';

/** One message for all instances of an unreachable engine. */
export function SharedProblem({ engine, problem, instances }: EngineProblem) {
  const now = useNow();
  const [first] = instances;
  const retry = useCommand('engines.detect', first ?? null);
  const since = problem.since === null ? '' : listWords.forDuration(duration((now - Date.parse(problem.since)) / 1000));
  return (
    <Banner
      icon={IconPlugConnectedX}
      tone="attention"
      role="status"
      actions={
        <Button variant="default" size="compact-xs" disabled={retry.blocked !== null} onClick={retry.run}>
          {listWords.tryNow}
        </Button>
      }
    >
      <strong>
        {engine === undefined ? listWords.engineUnreachable : listWords.machineUnreachable(engine)}
        {since}.
      </strong>
      <span title={coreDetail(problem.message)}>
        {listWords.theStateOfCountedIsUnknown(counted(instances.length, 'instance'))}
        {engine === undefined ? listWords.retryingEverySecond : ''}
        {coreDetail(problem.fix)}
      </span>
    </Banner>
  );
}
