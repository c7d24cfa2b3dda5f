import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconArchive, IconPlayerPlay, IconPlayerStop, IconRefresh, IconTrash, IconX } from '@tabler/icons-react';
import type { Operation } from '../../../../shared/contract/operations.ts';
import { api, useConnection } from '../../../client/api.ts';
import { confirmStop, confirmStopAnyway, couldNotSave } from '../../instances/commands/confirm-stop.ts';
import { failuresOf } from '../batch/batch.ts';
import { BatchSummary } from '../batch/batch-summary.tsx';
import { useBatch } from '../batch/use-batch.ts';
import { destroyAsked } from '../destroy/tenant-dialog-state.ts';
import type { TenantRow } from '../model/tenant-row.ts';
import * as listWords from '../words/list.ts';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  /** The selected tenants. */
  readonly rows: readonly TenantRow[];
  readonly onClear: () => void;
}

interface Action {
  readonly label: string;
  /** For the summary, such as `Stop: 3 of 4 done`. */
  readonly verb: string;
  readonly icon: typeof IconX;
  readonly fits: (row: TenantRow) => boolean;
  /** @param acceptsLoss the user accepts the loss of its keys */
  readonly begin: (id: string, acceptsLoss: boolean) => Promise<Operation>;
}

const isUp = ({ status }: TenantRow) => ['running', 'unhealthy', 'starting'].includes(status.state);

const actions: readonly Action[] = [
  {
    label: listWords.start,
    verb: 'Start',
    icon: IconPlayerPlay,
    fits: (row) => !isUp(row),
    begin: (id) => api.instances.start({ id }),
  },
  {
    label: listWords.stop,
    verb: 'Stop',
    icon: IconPlayerStop,
    fits: isUp,
    begin: (id, acceptsLoss) => api.instances.stop({ id, acceptsLoss }),
  },
  {
    label: listWords.restart,
    verb: 'Restart',
    icon: IconRefresh,
    fits: isUp,
    begin: (id, acceptsLoss) => api.instances.restart({ id, acceptsLoss }),
  },
  {
    label: listWords.backUp,
    verb: listWords.backUp,
    icon: IconArchive,
    fits: ({ status }) => status.state === 'running',
    begin: (instance) => api.backups.create({ instance }),
  },
];

/** The actions for the selected tenants, then their progress and failures. */
export function SelectionBar({ rows, onClear }: SelectionBarProps) {
  const { begun, running, run, retry, clear } = useBatch();
  const connected = useConnection().state === 'connected';
  if (begun) {
    const { verb, batch } = begun;
    const begin = actions.find((action) => action.verb === verb)?.begin;
    const unsaved = failuresOf(batch).filter(({ error }) => couldNotSave(error));
    const anyway = () => {
      if (begin && (verb === 'Stop' || verb === 'Restart'))
        void confirmStopAnyway(verb, unsaved, (accepted) =>
          run(
            verb,
            unsaved.map(({ id }) => id),
            (id) => begin(id, accepted.has(id)),
          ),
        );
    };
    const onAnyway = unsaved.length === 0 ? null : anyway;
    return (
      <BatchSummary
        verb={actions.find((action) => action.verb === verb)?.label ?? verb}
        batch={batch}
        onRetry={retry}
        onAnyway={onAnyway}
        onClose={clear}
      />
    );
  }
  if (rows.length === 0) return null;
  return (
    <div className={classes.bar} role="toolbar" aria-label={listWords.actionsForTheSelectedTenants}>
      <strong className={classes.count}>{listWords.countSelected(rows.length)}</strong>
      {actions.map(({ label, verb, icon: Icon, fits, begin }) => {
        const fitting = rows.filter(fits).map(({ id }) => id);
        return (
          <Button
            key={label}
            variant="default"
            size="compact-xs"
            leftSection={<Icon size={14} />}
            disabled={!connected || running || fitting.length === 0}
            onClick={() => {
              const start = (accepted: ReadonlySet<string>) => run(verb, fitting, (id) => begin(id, accepted.has(id)));
              if (verb === 'Stop' || verb === 'Restart') void confirmStop(verb, fitting, start);
              else start(new Set());
            }}
          >
            {fitting.length === rows.length || fitting.length === 0 ? label : `${label} ${fitting.length}`}
          </Button>
        );
      })}
      <Button
        variant="default"
        size="compact-xs"
        className={classes.danger ?? ''}
        leftSection={<IconTrash size={14} />}
        disabled={!connected || running}
        onClick={() => destroyAsked.set(rows.map(({ id }) => id))}
      >
        {listWords.destroy}
      </Button>
      <Tooltip label={listWords.selectNoneEsc}>
        <ActionIcon
          variant="subtle"
          size={24}
          className={classes.clear ?? ''}
          aria-label={listWords.selectNone}
          onClick={onClear}
        >
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
