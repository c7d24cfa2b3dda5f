import { Loader } from '@mantine/core';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { shownValue } from '../model/values.ts';
import { planLead, planSummary } from '../plan/plan-words.ts';
import * as compareWords from '../words/compare.ts';
import classes from './copy-drawer.module.css';
import type { CopyPlan } from './use-copy-plans.ts';

interface CopyPlanLineProps {
  readonly copy: CopyPlan;
  readonly settings: readonly Setting[];
}

/** The effect of copying on one instance: each change with the current value. */
export function CopyPlanLine({ copy, settings }: CopyPlanLineProps) {
  const { id, plan, refused } = copy;
  return (
    <div className={classes.plan}>
      <div className={classes.planHead}>
        <b>{id}</b>
        {plan ? (
          <span className="text-3">{planSummary(plan)}</span>
        ) : (
          refused === null && <Loader size={12} aria-label={compareWords.planning} />
        )}
      </div>
      {refused !== null && <p className={classes.refused}>{refused}</p>}
      {plan && plan.changes.length > 0 && (
        <ul className={classes.changes}>
          {plan.changes.map(({ directive, from, to, how }) => {
            const setting = settings.find(({ name }) => name === directive);
            return (
              <li key={directive}>
                <span className="mono">{directive}</span> <del>{shownValue(setting, from)}</del> →{' '}
                <b>{shownValue(setting, to)}</b>{' '}
                <span className="text-3">{how === 'live' ? compareWords.live : compareWords.restart}</span>
              </li>
            );
          })}
        </ul>
      )}
      {plan?.risks
        .filter(({ level }) => level !== 'blocked')
        .map(({ message }) => (
          <p key={message} className={classes.risk}>
            {coreDetail(message)}
          </p>
        ))}
      {plan && refused === null && plan.changes.length > 0 && <p className="text-3">{planLead(plan)}</p>}
    </div>
  );
}
