import { IconAlertTriangle, IconCircleDashed, IconLoader2, IconShieldCheckFilled, IconX } from '@tabler/icons-react';
import type { Backup } from '../../../../shared/contract/backup.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { trustOf, trustWords } from '../../../lib/backup-words.ts';

interface ProofBadgeProps {
  readonly backup: Pick<Backup, 'damaged' | 'damage' | 'proof' | 'contents'>;
  /** It is being proven now. */
  readonly running?: boolean;
}

/** Whether a backup was loaded in a scratch Redis, and what came of it. */
export function ProofBadge({ backup, running = false }: ProofBadgeProps) {
  if (running) return <Badge icon={IconLoader2} label="Running" look="information" title="It is being proven now." />;
  const trust = trustOf(backup);
  const label = trustWords[trust];
  switch (trust) {
    case 'proven':
      if (backup.contents?.warnings.length)
        return (
          <Badge icon={IconAlertTriangle} label="Warning" look="attention" title={backup.contents.warnings.join(' ')} />
        );
      return <Badge icon={IconShieldCheckFilled} label={label} look="good" title={backup.proof?.message} />;
    case 'failed':
      return <Badge icon={IconX} label={label} look="bad" title={backup.proof?.message} />;
    case 'damaged':
      return <Badge icon={IconAlertTriangle} label={label} look="bad" title={backup.damage ?? undefined} />;
    case 'unproven':
      return <Badge icon={IconCircleDashed} label={label} look="fact" title="It has not been loaded yet to try it." />;
    default:
      return trust satisfies never;
  }
}
