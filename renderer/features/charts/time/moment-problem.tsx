import { ActionIcon } from '@mantine/core';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import * as timeWords from '../words/time.ts';
import classes from './moment-problem.module.css';

/** Explains why the charts are live instead of showing the moment of a link. */
export function MomentProblem({ problem, onClose }: { readonly problem: string; readonly onClose: () => void }) {
  return (
    <div className={classes.notice} role="status">
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden="true" />
      <span className={classes.text}>{timeWords.problemShowingLiveDataInstead(problem)}</span>
      <ActionIcon variant="subtle" size={24} aria-label={timeWords.closeThisNotice} onClick={onClose}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
