import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { PROGRAM_RUNTIME, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { counted } from '../../../../shared/format/count.ts';
import { api, orpc } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { bytes, count } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { keysOf } from '../list/totals.ts';
import { instanceFlag } from './instance-commands.ts';
import classes from './uninstall-dialog.module.css';
import { uninstallDialog } from './uninstall-dialog-state.ts';

/** Asks before an instance is uninstalled. Mount it once. */
export function UninstallDialog() {
  const id = useStore(uninstallDialog);
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState('');
  const [removeData, setRemoveData] = useState(false);
  useEffect(() => {
    if (id === null) return;
    setShown(id);
    setRemoveData(false);
  }, [id]);
  const instance = useLiveStatus(shown);
  return (
    <ConfirmDialog
      opened={id !== null}
      onClose={() => uninstallDialog.set(null)}
      title={`Uninstall ${shown}?`}
      confirmLabel={removeData ? 'Uninstall and remove data' : 'Uninstall'}
      destructive
      irreversible={removeData}
      line={terminalLine('uninstall', { ...instanceFlag(shown), 'remove-data': removeData ? 'yes' : null })}
      onConfirm={(onProgress) =>
        runOperation(() => api.instances.uninstall({ id: shown, removeData }), { ownError: true, onProgress })
      }
    >
      <UninstallLosses id={shown} instance={instance} removeData={removeData} />
      <Checkbox
        className={classes.choice ?? ''}
        label="Remove its data, configuration and logs too"
        description="This cannot be undone. Backups are kept."
        checked={removeData}
        onChange={(event) => setRemoveData(event.currentTarget.checked)}
      />
    </ConfirmDialog>
  );
}

interface UninstallLossesProps {
  readonly id: string;
  readonly instance: InstanceStatus | undefined;
  readonly removeData: boolean;
}

/** First what is lost, in numbers, then what is kept. */
function UninstallLosses({ id, instance, removeData }: UninstallLossesProps) {
  const { data: preview } = useQuery(
    orpc.instances.installPreview.queryOptions({
      enabled: id === MAIN,
      staleTime: 0,
      meta: { doing: 'Check what would be lost' },
    }),
  );
  const onDisk = preview?.dataKept?.bytes ?? null;
  const keys = instance ? keysOf(instance) : null;
  const clients = instance?.clients.connected ?? null;
  const what = runtimeTraits[instance?.runtime ?? PROGRAM_RUNTIME].unit;
  return (
    <>
      <dl className={classes.figures} data-lost={removeData || undefined}>
        <div>
          <dt>Keys</dt>
          <dd>{keys === null ? 'unknown while stopped' : count(keys)}</dd>
        </div>
        <div>
          <dt>In memory</dt>
          <dd>{bytes(instance?.memory.usedBytes)}</dd>
        </div>
        <div>
          <dt>On disk</dt>
          <dd>{bytes(onDisk)}</dd>
        </div>
        <div>
          <dt>Clients connected</dt>
          <dd>{count(clients)}</dd>
        </div>
      </dl>
      <p>
        The {what} is removed{clients ? ' and its clients are disconnected' : ''}.{' '}
        {removeData ? (
          <>
            <strong>{keys === null ? 'All keys are' : counted(keys, 'key is', 'keys are')} lost</strong>, with the
            configuration and the logs. Backups are kept.
          </>
        ) : (
          <>
            <strong>The data is saved and kept</strong>, with the configuration, the logs and all backups; the next
            installation reuses them.
          </>
        )}
      </p>
    </>
  );
}
