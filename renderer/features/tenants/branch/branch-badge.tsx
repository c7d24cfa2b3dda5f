import { IconGitBranch } from '@tabler/icons-react';
import type { Branch } from '../../../../shared/contract/tenant.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { fullTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { timeText } from '../../../lib/time-format.ts';
import * as branchWords from '../words/branch.ts';

const REMIND_MS = 3_600_000;

/** The remaining time of a branch, and its origin. */
export function BranchBadge({ branch: { from, of, at, expiresAt } }: { readonly branch: Branch }) {
  const now = useNow();
  const origin = branchWords.branchOf(of ?? from, fullTime(at));
  if (expiresAt === null) return <Badge icon={IconGitBranch} label={branchWords.branch} tone="fact" title={origin} />;
  const left = Date.parse(expiresAt) - now;
  return (
    <Badge
      icon={IconGitBranch}
      label={left <= 0 ? branchWords.expired : timeText(expiresAt, now)}
      tone={left < REMIND_MS ? 'attention' : 'fact'}
      title={`${origin}. ${branchWords.expiresOn(fullTime(expiresAt))}`}
    />
  );
}
