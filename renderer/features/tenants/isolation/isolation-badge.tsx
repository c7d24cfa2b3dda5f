import { IconShield, IconShieldHalf, IconShieldOff, IconShieldX } from '@tabler/icons-react';
import { can } from '../../../../shared/contract/runtimes.ts';
import { Badge } from '../../../components/feedback/badge.tsx';
import { exactTime } from '../../../lib/format.ts';
import type { TenantRow } from '../list/tenant-row.ts';

/** The result of the last isolation test. An untested tenant is not shown as isolated. */
export function IsolationBadge({ row: { status, reaches, record, isolationTestedAt } }: { readonly row: TenantRow }) {
  if (reaches.length > 0) {
    return (
      <Badge
        icon={IconShieldX}
        label="Reachable"
        look="bad"
        title={`Reachable by ${reaches.join(', ')} in the last test`}
      />
    );
  }
  if (status.runtime !== null && !can(status.runtime, 'network')) {
    return (
      <Badge
        icon={IconShieldOff}
        label="No network isolation"
        look="fact"
        title="Any local program can connect to it on 127.0.0.1."
      />
    );
  }
  if (status.runtime === null || record.defect?.kind === 'legacy') return null;
  if (isolationTestedAt === null) {
    return (
      <Badge
        icon={IconShieldHalf}
        label="Not tested"
        look="fact"
        title="It has its own network. Test isolation to check whether other tenants can reach it."
      />
    );
  }
  return (
    <Badge
      icon={IconShield}
      label="Isolated"
      look="fact"
      title={`Tested ${exactTime(isolationTestedAt)}: no other tenant reached it.`}
    />
  );
}
