import { IconShieldCheckFilled, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import type { IsolationTest } from '../../../../shared/contract/tenant.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import * as isolationWords from '../words/isolation.ts';
import classes from './isolation-result.module.css';
import { IsolationTable } from './isolation-table.tsx';
import { isolationLine, type MatrixCell, matrixOf } from './matrix.ts';

const words = isolationWords.outcomes;

const WHAT_TO_DO = isolationWords.firewallHint + isolationWords.restartTheDockerEngineToRecreate;

/** The result of an isolation test: a summary, every attempt, and the skipped tenants. */
export function IsolationResult({ result }: { readonly result: IsolationTest }) {
  const [chosen, setChosen] = useState<MatrixCell | null>(null);
  const matrix = matrixOf(result);
  const leaks = result.probes.some(({ outcome }) => outcome === 'reached');
  const good = result.ok && result.probes.length > 0;
  const cell = chosen && matrix.cell(chosen.from, chosen.to);
  return (
    <>
      <p className={classes.line} data-ok={good || undefined} data-bad={!result.ok || undefined}>
        {good && <IconShieldCheckFilled size={16} aria-hidden="true" />}
        {!result.ok && <IconShieldX size={16} aria-hidden="true" />}
        {isolationLine(result)}
      </p>
      {leaks && <p className={classes.cure}>{WHAT_TO_DO}</p>}
      {matrix.ids.length > 0 && <IsolationTable matrix={matrix} chosen={cell} onChoose={setChosen} />}
      {cell && (
        <section className={classes.detail} aria-label={isolationWords.fromTo2(cell.from, cell.to)}>
          <h3 className={classes.title}>{isolationWords.fromTo2(cell.from, cell.to)}</h3>
          <ul className={classes.probes}>
            {cell.probes.map((probe) => (
              <li key={probe.by} className={classes.probe}>
                <span className={classes.by}>{isolationWords.by(probe.by)}</span>
                <span className="mono">{probe.target}</span>
                <span className={classes.outcome} data-outcome={probe.outcome}>
                  {words[probe.outcome]}
                </span>
                <span className={classes.why}>{coreDetail(probe.detail)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.left.length > 0 && (
        <section className={classes.left}>
          <h3 className={classes.title}>{isolationWords.notTested}</h3>
          <ul className={classes.reasons}>
            {byReason(result.left).map(([reason, ids]) => (
              <li key={reason}>
                <span className={classes.ids}>{ids.join(', ')}</span>: {coreDetail(reason)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function byReason(left: IsolationTest['left']): readonly (readonly [string, readonly string[]])[] {
  const reasons = [...new Set(left.map(({ reason }) => reason))];
  return reasons.map((reason) => [reason, left.filter((one) => one.reason === reason).map(({ id }) => id)]);
}
