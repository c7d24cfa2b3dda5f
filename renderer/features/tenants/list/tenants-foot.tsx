import { Button } from '@mantine/core';
import type { TenantPorts } from '../../../../shared/contract/tenant.ts';
import { TableNote } from '../../../components/table/table-note.tsx';
import { portRanges } from '../../instances/commands/free-ports.ts';
import { DestroyedTenants } from '../destroy/destroyed-tenants.tsx';

interface TenantsFootProps {
  /** The number of rows above. */
  readonly found: number;
  readonly ports: TenantPorts | undefined;
  readonly onShowAll: () => void;
}

/** Below the last tenant: the free ports, and the recently deleted tenants. */
export function TenantsFoot({ found, ports, onShowAll }: TenantsFootProps) {
  return (
    <>
      {found === 0 && (
        <TableNote>
          No tenant matches.{' '}
          <Button ml={8} variant="default" size="compact-xs" onClick={onShowAll}>
            Show all
          </Button>
        </TableNote>
      )}
      <TableNote>
        {ports && `${freeSentence(ports)} `}A stopped tenant keeps its port, its data and its backups.
      </TableNote>
      <DestroyedTenants />
    </>
  );
}

function freeSentence({ free, start, end }: TenantPorts): string {
  if (free.length === 0) return `No port of ${start} to ${end} is free.`;
  return free.length === 1 ? `Port ${free[0]} is free.` : `Ports ${portRanges(free)} are free.`;
}
