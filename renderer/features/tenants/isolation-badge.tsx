import { IconShield, IconShieldOff, IconShieldX } from '@tabler/icons-react';
import { Badge } from '../../components/badge.tsx';
import type { TenantRow } from './tenant-row.ts';

/** Whether it has a network of its own, and whether the last proof found it reachable all the same. */
export function IsolationBadge({ row: { status, reaches, record } }: { readonly row: TenantRow }) {
  if (reaches.length > 0) {
    return (
      <Badge icon={IconShieldX} label="Reachable" look="bad" title={`In the last proof, by ${reaches.join(', ')}`} />
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
  return <Badge icon={IconShield} label="Isolated" look="fact" title="It has a network of its own." />;
}
