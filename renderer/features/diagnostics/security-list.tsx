import { IconShieldCheck } from '@tabler/icons-react';
import type { Check } from '../../../shared/contract/diagnostics.ts';
import { levelCounts } from '../../../shared/diagnosis-report.ts';
import { coreDetail, coreSentence } from '../../lib/core-sentence.ts';
import { CheckActions } from './check-actions.tsx';
import { CheckSign } from './check-sign.tsx';
import classes from './diagnostics-view.module.css';
import * as diagnosticsWords from './words.ts';

const SHOWN = ['ok', 'fail', 'warn', 'info'] as const;

/** Every check of the security checklist, including passed ones, with the reason. */
export function SecurityList({ checks, disabled }: { readonly checks: readonly Check[]; readonly disabled: boolean }) {
  const counts = levelCounts(checks);
  return (
    <section aria-label={diagnosticsWords.securityChecklist}>
      <header className={classes.head}>
        <IconShieldCheck size={16} aria-hidden="true" />
        <h2>{diagnosticsWords.securityChecklist}</h2>
        <span className={classes.counts}>
          {SHOWN.filter((level) => counts[level] > 0)
            .map((level) => diagnosticsWords.levelCount(level, counts[level]))
            .join(' · ')}
        </span>
      </header>
      {checks.length === 0 && <p className={classes.note}>{diagnosticsWords.nothingToCheck}</p>}
      <ul className={classes.list}>
        {checks.map((check) => (
          <li key={check.id} className={classes.securityItem}>
            <CheckSign level={check.level} iconOnly />
            <div className={classes.words}>
              <div className={classes.title}>{coreSentence(check.title)}</div>
              <div className={classes.reason}>{coreDetail(check.detail)}</div>
              {check.fix !== null && check.level !== 'ok' && <div className={classes.fix}>{coreDetail(check.fix)}</div>}
            </div>
            <CheckActions check={check} disabled={disabled} />
          </li>
        ))}
      </ul>
    </section>
  );
}
