import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Check, Diagnosis } from '../../../shared/contract/diagnostics.ts';
import { diagnosisChanges } from '../../../shared/diagnosis-changes.ts';
import { levelCounts } from '../../../shared/diagnosis-report.ts';
import { orpc } from '../../client/api.ts';
import { Time } from '../../components/layout/time.tsx';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { exactTime } from '../../lib/format.ts';
import { CheckSign } from './check-sign.tsx';
import classes from './diagnostics-view.module.css';
import * as diagnosticsWords from './words.ts';

const SHOWN = 10;

/** Earlier runs; one of them can be compared with the shown one. */
export function EarlierRuns({ current }: { readonly current: Diagnosis }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useQuery(
    orpc.diagnostics.runs.queryOptions({
      // Each run adds itself to the list.
      queryKey: [...orpc.diagnostics.runs.key(), current.at],
      staleTime: Number.POSITIVE_INFINITY,
      meta: { doing: diagnosticsWords.readEarlierRuns },
    }),
  );
  const earlier = (data ?? []).filter(({ at }) => at < current.at).slice(0, SHOWN);
  if (earlier.length === 0) return null;
  return (
    <section aria-label={diagnosticsWords.earlierRuns}>
      <header className={classes.head}>
        <h2>{diagnosticsWords.earlierRuns}</h2>
        <span className={classes.hint}>{diagnosticsWords.chooseOneToCompare}</span>
      </header>
      <ul className={classes.list}>
        {earlier.map((run) => {
          const { fail, warn } = levelCounts(run.checks);
          const isOpen = run.at === chosen;
          return (
            <li key={run.at}>
              <button
                type="button"
                className={classes.run}
                aria-expanded={isOpen}
                onClick={() => setChosen(isOpen ? null : run.at)}
              >
                <Time at={run.at} />
                <span data-level={fail > 0 ? 'fail' : undefined}>{diagnosticsWords.levelCount('fail', fail)}</span>
                <span data-level={warn > 0 ? 'warn' : undefined}>{diagnosticsWords.levelCount('warn', warn)}</span>
              </button>
              {isOpen && <Changes earlier={run} later={current} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Changes({ earlier, later }: { readonly earlier: Diagnosis; readonly later: Diagnosis }) {
  const { appeared, solved, moved } = diagnosisChanges(earlier, later);
  const count = appeared.length + solved.length + moved.length;
  return (
    <div className={classes.changes}>
      {count === 0 && <p>{diagnosticsWords.sameFindings(exactTime(earlier.at))}</p>}
      <ChangeList title={diagnosticsWords.newFindings} checks={appeared} />
      <ChangeList title={diagnosticsWords.solvedFindings} checks={solved} />
      <ChangeList title={diagnosticsWords.otherLevels} checks={moved.map(({ check }) => check)} />
    </div>
  );
}

function ChangeList({ title, checks }: { readonly title: string; readonly checks: readonly Check[] }) {
  if (checks.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className={classes.list}>
        {checks.map((check) => (
          <li key={check.id} title={coreDetail(check.detail)}>
            <CheckSign level={check.level} iconOnly /> {coreSentence(check.title)}
          </li>
        ))}
      </ul>
    </>
  );
}
