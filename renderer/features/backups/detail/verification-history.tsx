import { IconShieldCheckFilled, IconShieldX } from '@tabler/icons-react';
import type { Backup, BackupProof } from '../../../../shared/contract/backup.ts';
import { Time } from '../../../components/layout/time.tsx';
import { count, elapsed, exactTime } from '../../../lib/format.ts';
import classes from './backup-detail.module.css';

/** What came of the newest proof, and of those before it. */
export function ProofHistory({ backup }: { readonly backup: Backup }) {
  const [last, ...earlier] = backup.proofs;
  if (!last) return null;
  const Icon = last.ok ? IconShieldCheckFilled : IconShieldX;
  return (
    <section className={classes.proof} data-ok={last.ok} aria-label="Proof">
      <h3 className={classes.proofTitle}>
        <Icon size={16} aria-hidden="true" />
        {last.ok ? 'Proven to restore' : 'It failed its proof'}
      </h3>
      <p className="text-2">
        {last.message} {factsOf(last)}
      </p>
      {earlier.length > 0 && (
        <details className={classes.earlier}>
          <summary>
            {earlier.length} earlier {earlier.length === 1 ? 'proof' : 'proofs'}
          </summary>
          <ul>
            {earlier.map((proof) => (
              <li key={proof.at} title={proof.message}>
                {proof.ok ? 'Proven' : 'Failed'} <Time at={proof.at} />
                {proof.keys !== null && `, ${count(proof.keys)} keys`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function factsOf({ at, durationMs }: BackupProof): string {
  return `Tried ${exactTime(at)}, in ${elapsed(durationMs)}.`;
}
