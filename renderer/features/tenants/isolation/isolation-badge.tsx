import { IconShield, IconShieldHalf, IconShieldOff, IconShieldX } from '@tabler/icons-react';
import { Badge } from '../../../components/feedback/badge.tsx';
import { exactTime } from '../../../lib/format.ts';
import type { TenantRow } from '../list/tenant-row.ts';

/** Whether it has a network of its own, and what the last test of isolation found. Not tested is not isolated. */
export function IsolationBadge({ row: { status, reaches, record, isolationTestedAt } }: { readonly row: TenantRow }) {
  if (reaches.length > 0) {
    return (
      <Badge icon={IconShieldX} label="Reachable" look="bad" title={`In the last test, by ${reaches.join(', ')}`} />
    );
  }
  if (status.runtime === 'process') {
    return (
      <Badge
        icon={IconShieldOff}
        label="No network isolation"
        look="fact"
        title="It listens on 127.0.0.1 alone, and every program of this machine can reach it there."
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
        title="It has a network of its own. Test isolation to try whether other tenants can reach it."
      />
    );
  }
  return (
    <Badge
      icon={IconShield}
      label="Isolated"
      look="fact"
      title={`Tested ${exactTime(isolationTestedAt)}: no tenant reached it.`}
    />
  );
}
