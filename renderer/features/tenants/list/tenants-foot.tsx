import { Button } from '@mantine/core';
import type { TenantPorts } from '../../../../shared/contract/tenant.ts';
import { TableNote } from '../../../components/table/table-note.tsx';
import { portRanges } from '../../instances/commands/free-ports.ts';
import { DestroyedTenants } from '../destroy/destroyed-tenants.tsx';
import * as listWords from '../words/list.ts';

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
          {listWords.noTenantMatches}
          <Button ml={8} variant="default" size="compact-xs" onClick={onShowAll}>
            {listWords.showAll}
          </Button>
        </TableNote>
      )}
      <TableNote>
        {ports && `${freeSentence(ports)} `}
        {listWords.aStoppedTenantKeepsItsPort}
      </TableNote>
      <DestroyedTenants />
    </>
  );
}

function freeSentence({ free, start, end }: TenantPorts): string {
  if (free.length === 0) return listWords.noPortOfStartToEnd(start, end);
  return free.length === 1 ? listWords.portValueIsFree(free[0]) : listWords.portsFreeAreFree(portRanges(free));
}
