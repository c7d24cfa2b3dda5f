import { IconAlertTriangle, IconShieldCheckFilled, IconShieldX } from '@tabler/icons-react';
import type { Backup, BackupVerification } from '../../../../shared/contract/backup.ts';
import { Time } from '../../../components/layout/time.tsx';
import { trustWords } from '../../../lib/backup-words.ts';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { elapsed, exactTime } from '../../../lib/format.ts';
import * as detailWords from '../words/detail.ts';
import classes from './backup-detail.module.css';

const icons = { verified: IconShieldCheckFilled, warnings: IconAlertTriangle, failed: IconShieldX };

/** The newest verification with its limits, and the earlier ones. */
export function VerificationHistory({ backup }: { readonly backup: Backup }) {
  const [last, ...earlier] = backup.proofs;
  if (!last) return null;
  const warned = last.ok && (backup.contents?.warnings.length ?? 0) > 0;
  const trust = warned ? 'warnings' : last.ok ? 'verified' : 'failed';
  const Icon = icons[trust];
  return (
    <section className={classes.verification} data-trust={trust} aria-label={detailWords.verification}>
      <h3 className={classes.verificationTitle}>
        <Icon size={16} aria-hidden="true" />
        {trustWords[trust]}
      </h3>
      <p className="text-2">
        {coreDetail(last.message)} {factsOf(last)}
      </p>
      {earlier.length > 0 && (
        <details className={classes.earlier}>
          <summary>{counted(earlier.length, 'earlierVerification')}</summary>
          <ul>
            {earlier.map((proof) => (
              <li key={proof.at} title={coreDetail(proof.message)}>
                {proof.ok ? detailWords.verified : detailWords.failed} <Time at={proof.at} />
                {proof.keys !== null && `, ${counted(proof.keys, 'key')}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function factsOf({ at, durationMs }: BackupVerification): string {
  return detailWords.loadedInScratchRedis(exactTime(at), elapsed(durationMs));
}
