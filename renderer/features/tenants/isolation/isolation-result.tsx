import { IconShieldCheckFilled, IconShieldX } from '@tabler/icons-react';
import { useState } from 'react';
import type { IsolationProof } from '../../../../shared/contract/tenant.ts';
import * as isolationWords from '../words/isolation.ts';
import classes from './isolation-result.module.css';
import { IsolationTable } from './isolation-table.tsx';
import { type MatrixCell, matrixOf, proofLine } from './matrix.ts';

const words = { blocked: 'blocked', reached: 'reached', failed: 'unknown' };

const WHAT_TO_DO = isolationWords.dockersOwnFirewallRulesSeparateThe + isolationWords.restartTheDockerEngineToRecreate;

/** The result of an isolation test: a summary, every attempt, and the skipped tenants. */
export function IsolationResult({ proof }: { readonly proof: IsolationProof }) {
  const [chosen, setChosen] = useState<MatrixCell | null>(null);
  const matrix = matrixOf(proof);
  const leaks = proof.probes.some(({ outcome }) => outcome === 'reached');
  const good = proof.ok && proof.probes.length > 0;
  const cell = chosen && matrix.cell(chosen.from, chosen.to);
  return (
    <>
      <p className={classes.line} data-ok={good || undefined} data-bad={!proof.ok || undefined}>
        {good && <IconShieldCheckFilled size={16} aria-hidden="true" />}
        {!proof.ok && <IconShieldX size={16} aria-hidden="true" />}
        {proofLine(proof)}
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
                <span className={classes.why}>{probe.detail}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {proof.left.length > 0 && (
        <section className={classes.left}>
          <h3 className={classes.title}>{isolationWords.notTested}</h3>
          <ul className={classes.reasons}>
            {byReason(proof.left).map(([reason, ids]) => (
              <li key={reason}>
                <span className={classes.ids}>{ids.join(', ')}</span>: {reason}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function byReason(left: IsolationProof['left']): readonly (readonly [string, readonly string[]])[] {
  const reasons = [...new Set(left.map(({ reason }) => reason))];
  return reasons.map((reason) => [reason, left.filter((one) => one.reason === reason).map(({ id }) => id)]);
}
