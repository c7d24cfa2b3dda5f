import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { RowProblem } from '../../../components/table/row-problem.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { duration, exactTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { problemName } from '../model/problem-cure.ts';
import * as listWords from '../words/list.ts';
import { ProblemCures } from './problem-cures.tsx';
import classes from './problem-row.module.css';

/** One line with the problem, its cause, start and fix. */
export function ProblemRow({ instance }: { readonly instance: InstanceStatus }) {
  const { problem } = instance;
  const now = useNow();
  if (!problem) return null;
  const { since } = problem;
  const message = coreDetail(problem.message);
  const fix = coreDetail(problem.fix);
  const age = since === null ? null : duration((now - Date.parse(since)) / 1000);
  return (
    <RowProblem
      title={[message, fix].filter(Boolean).join(' ')}
      cure={<ProblemCures instance={instance} problem={problem} />}
    >
      <strong className={classes.name}>{problemName(problem)}</strong>
      {message}
      {since !== null && (
        <span className="text-2">
          {listWords.sinceExactTime(exactTime(since, now))}
          {age}).
        </span>
      )}{' '}
      {fix}
    </RowProblem>
  );
}
