import type { ReactNode } from 'react';
import { ProblemRow } from '../../instances/list/problem-row.tsx';
import type { TenantRow } from '../model/tenant-row.ts';
import { DefectRow } from './defect-row.tsx';
import { MovingRow } from './moving-row.tsx';

/** The line below a tenant: its move, its defect or its problem. A defect usually causes the problem of the server. */
export function problemOf({ status, record, operation }: TenantRow): ReactNode | null {
  if (operation) return operation.kind === 'move-client' ? <MovingRow operation={operation} /> : null;
  if (record.defect) return <DefectRow status={status} defect={record.defect} />;
  return status.problem === null ? null : <ProblemRow instance={status} />;
}
