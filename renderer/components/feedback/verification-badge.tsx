import { IconAlertTriangle, IconCircleDashed, IconLoader2, IconShieldCheckFilled, IconX } from '@tabler/icons-react';
import type { Backup } from '../../../shared/contract/backup.ts';
import { shortTrustWords, trustOf, trustWords } from '../../lib/backup-words.ts';
import { coreDetail } from '../../lib/core-sentence.ts';
import { Badge } from './badge.tsx';
import * as feedbackWords from './words.ts';

interface VerificationBadgeProps {
  readonly backup: Pick<Backup, 'damaged' | 'damage' | 'proof' | 'contents'>;
  /** It is being verified now. */
  readonly running?: boolean;
  /** In a column that is titled "Verification". */
  readonly short?: boolean;
}

/** The result of the last verification of a backup. */
export function VerificationBadge({ backup, running = false, short = false }: VerificationBadgeProps) {
  if (running)
    return (
      <Badge
        icon={IconLoader2}
        label={feedbackWords.verifying}
        tone="information"
        title={feedbackWords.beingVerified}
      />
    );
  const trust = trustOf(backup);
  const label = (short ? shortTrustWords : trustWords)[trust];
  switch (trust) {
    case 'warnings':
      return (
        <Badge
          icon={IconAlertTriangle}
          label={label}
          tone="attention"
          title={backup.contents?.warnings.map((text) => coreDetail(text)).join(' ')}
        />
      );
    case 'verified':
      return <Badge icon={IconShieldCheckFilled} label={label} tone="good" title={coreDetail(backup.proof?.message)} />;
    case 'failed':
      return <Badge icon={IconX} label={label} tone="bad" title={coreDetail(backup.proof?.message)} />;
    case 'damaged':
      return <Badge icon={IconAlertTriangle} label={label} tone="bad" title={coreDetail(backup.damage)} />;
    case 'unverified':
      return <Badge icon={IconCircleDashed} label={label} tone="fact" title={feedbackWords.notVerifiedYet} />;
    default:
      return trust satisfies never;
  }
}
