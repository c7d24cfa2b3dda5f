import { Button } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import type { InstanceStatus } from '../../../shared/contract/instance.ts';
import type { TenantDefect } from '../../../shared/contract/tenant.ts';
import { useCommand } from '../instances/use-command.ts';
import classes from './defect-row.module.css';

interface DefectRowProps {
  readonly status: InstanceStatus;
  readonly defect: TenantDefect;
}

/** One line: what is missing of a tenant, and the one repair that makes it whole. */
export function DefectRow({ status, defect }: DefectRowProps) {
  const { run, blocked } = useCommand('instance.repair', status);
  // One of the scripts' making works as it always did, only not as safely as it could.
  const look = defect.kind === 'legacy' ? 'attention' : 'danger';
  return (
    <>
      <IconTool size={14} className={classes.icon} data-look={look} aria-hidden="true" />
      <span className={classes.what} title={defect.message}>
        {defect.message}
      </span>
      <Button
        variant="default"
        size="compact-xs"
        className={classes.repair ?? ''}
        disabled={blocked !== null}
        title={blocked ?? undefined}
        aria-label={`${defect.repair}: ${status.id}`}
        onClick={run}
      >
        {defect.repair}
      </Button>
    </>
  );
}
