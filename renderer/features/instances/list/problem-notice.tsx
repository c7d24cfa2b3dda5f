import { IconAlertTriangle } from '@tabler/icons-react';
import type { InstanceStatus, Problem } from '../../../../shared/contract/instance.ts';
import { Banner } from '../../../components/feedback/banner.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { duration, exactTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { problemName } from '../model/problem-cure.ts';
import * as listWords from '../words/list.ts';
import { ProblemCures } from './problem-cures.tsx';

interface ProblemNoticeProps {
  readonly instance: InstanceStatus;
  readonly problem: Problem;
}

/** The problem of an instance with its cause, start and fix. */
export function ProblemNotice({ instance, problem }: ProblemNoticeProps) {
  const now = useNow();
  const { message, fix, since } = problem;
  return (
    <Banner
      icon={IconAlertTriangle}
      tone="danger"
      label={listWords.problem}
      actions={<ProblemCures instance={instance} problem={problem} />}
    >
      <strong>{problemName(problem)}</strong>
      {since !== null && (
        <span className="text-2">
          {listWords.sinceExactTimeDuration(exactTime(since, now), duration((now - Date.parse(since)) / 1000))}
        </span>
      )}
      <p>
        {coreDetail(message)} {coreDetail(fix)}
      </p>
    </Banner>
  );
}
