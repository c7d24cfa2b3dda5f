import { Button } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { TenantDefect } from '../../../../shared/contract/tenant.ts';
import { RowProblem } from '../../../components/table/row-problem.tsx';
import { coreDetail, coreSentence } from '../../../lib/core-sentence.ts';
import { useCommand } from '../../instances/commands/use-command.ts';

interface DefectRowProps {
  readonly status: InstanceStatus;
  readonly defect: TenantDefect;
}

/** The defect of a tenant, and the button that repairs it. */
export function DefectRow({ status, defect }: DefectRowProps) {
  const { run, blocked } = useCommand('instance.repair', status);
  return (
    <RowProblem
      icon={IconTool}
      // A tenant of the older scripts works, but less safely than it could.
      mild={defect.kind === 'legacy'}
      title={coreDetail(defect.message)}
      cure={
        <Button
          variant="default"
          size="compact-xs"
          disabled={blocked !== null}
          title={blocked ?? undefined}
          aria-label={`${coreSentence(defect.repair)}: ${status.id}`}
          onClick={run}
        >
          {coreSentence(defect.repair)}
        </Button>
      }
    >
      {coreDetail(defect.message)}
    </RowProblem>
  );
}
