import { IconShieldCheck, IconShieldHalf, IconShieldX } from '@tabler/icons-react';
import { accessWords } from '../../../../shared/access-words.ts';
import type { SettingsPlan } from '../../../../shared/contract/settings.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import * as planWords from '../words/plan.ts';
import classes from './plan-pane.module.css';
import { planLead } from './plan-words.ts';

/** The steps of the plan in order, and the check of the new file. */
export function PlanSteps({ plan }: { readonly plan: SettingsPlan }) {
  const blocked = plan.risks.filter(({ level }) => level === 'blocked');
  if (blocked.length > 0) return <Blocked reasons={blocked.map(({ message }) => message)} />;
  const Icon = plan.safetyBackup ? IconShieldHalf : IconShieldCheck;
  const atNextStart = !plan.restart && !plan.recreate && plan.changes.some(({ how }) => how !== 'live');
  return (
    <section className={classes.steps} aria-label={planWords.steps}>
      <Icon size={16} className={classes.shield} aria-hidden="true" />
      <div>
        <p>
          <b>{planLead(plan, !atNextStart)}</b>
        </p>
        <ol>
          {plan.steps.map((step) => (
            <li key={step}>{coreDetail(step)}</li>
          ))}
        </ol>
        {plan.triedBy !== null && (
          <p className="text-3">
            {planWords.validatedWithTriedByPart(
              plan.triedBy,
              plan.access === null ? '.' : `: ${accessWords(plan.access)}`,
            )}
          </p>
        )}
      </div>
    </section>
  );
}

/** A plan that cannot be applied has no steps. */
function Blocked({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <section className={classes.steps} aria-label={planWords.steps}>
      <IconShieldX size={16} className={classes.blocked} aria-hidden="true" />
      <div>
        <p>
          <b>{planWords.thisPlanCannotBeApplied}</b>
        </p>
        {reasons.map((reason) => (
          <p key={reason}>{coreDetail(reason)}</p>
        ))}
      </div>
    </section>
  );
}
