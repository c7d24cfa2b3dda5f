import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { roleText } from '../../../../shared/replica.ts';
import * as listWords from '../words/list.ts';
import classes from './columns.module.css';

/** Marks a replica and a broken replication link; renders nothing for a master. */
export function ReplicaMark({ replication }: Pick<InstanceStatus, 'replication'>) {
  if (replication.role !== 'replica') return null;
  const isDown = replication.link === 'down';
  return (
    <span
      className={classes.replica}
      data-down={isDown || undefined}
      title={[roleText(replication), replication.advice].filter(Boolean).join('. ')}
    >
      {isDown ? listWords.replicaLinkDown : listWords.replica}
    </span>
  );
}
