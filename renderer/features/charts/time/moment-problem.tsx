import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import classes from './moment-problem.module.css';

/** Why the charts show now instead of what a link asked for. */
export function MomentProblem({ problem, onClose }: { readonly problem: string; readonly onClose: () => void }) {
  return (
    <div className={classes.notice} role="status">
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden="true" />
      <span className={classes.text}>{problem} The charts show now.</span>
      <ActionIcon variant="subtle" size={24} aria-label="Close this notice" onClick={onClose}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
