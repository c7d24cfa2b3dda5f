import { IconShield, IconShieldHalf, IconShieldOff, IconShieldX } from '@tabler/icons-react';
import { can } from '../../../../shared/contract/runtimes.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { exactTime } from '../../../lib/format.ts';
import type { TenantRow } from '../model/tenant-row.ts';
import * as isolationWords from '../words/isolation.ts';

/** The result of the last isolation test. An untested tenant is not shown as isolated. */
export function IsolationBadge({ row: { status, reaches, record, isolationTestedAt } }: { readonly row: TenantRow }) {
  if (reaches.length > 0) {
    return (
      <Badge
        icon={IconShieldX}
        label={isolationWords.reachable}
        tone="bad"
        title={isolationWords.reachableInLastTest(reaches.join(', '))}
      />
    );
  }
  if (status.runtime !== null && !can(status.runtime, 'network')) {
    return (
      <Badge
        icon={IconShieldOff}
        label={isolationWords.notIsolated}
        tone="fact"
        title={isolationWords.anyLocalProgram}
      />
    );
  }
  if (status.runtime === null || record.defect?.kind === 'legacy') return null;
  if (isolationTestedAt === null) {
    return (
      <Badge
        icon={IconShieldHalf}
        label={isolationWords.notTested}
        tone="fact"
        title={isolationWords.itHasItsOwnNetworkTest}
      />
    );
  }
  return (
    <Badge
      icon={IconShield}
      label={isolationWords.isolated}
      tone="fact"
      title={isolationWords.testedIsolationTestedAtNoOther(exactTime(isolationTestedAt))}
    />
  );
}
