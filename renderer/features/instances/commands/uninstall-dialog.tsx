import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { MAIN } from '../../../../shared/contract/names.ts';
import { PROGRAM_RUNTIME, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import { api, orpc } from '../../../client/api.ts';
import { useLiveStatus } from '../../../client/live.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { counted } from '../../../lib/counted.ts';
import { bytes, count } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import { keysOf } from '../model/totals.ts';
import * as commandsWords from '../words/commands.ts';
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
      title={commandsWords.uninstallShown(shown)}
      confirmLabel={removeData ? commandsWords.uninstallAndRemoveData : commandsWords.uninstall}
      destructive
      protects={[shown]}
      irreversible={removeData}
      line={terminalLine('uninstall', { ...instanceFlag(shown), 'remove-data': removeData ? 'yes' : null })}
      onConfirm={(onProgress) =>
        runOperation(() => api.instances.uninstall({ id: shown, removeData }), { ownError: true, onProgress })
      }
    >
      <UninstallLosses id={shown} instance={instance} removeData={removeData} />
      <Checkbox
        className={classes.choice ?? ''}
        label={commandsWords.removeItsDataConfigurationAndLogs}
        description={commandsWords.cannotBeUndone}
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
      meta: { doing: commandsWords.checkWhatWouldBeLost },
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
          <dt>{commandsWords.keys}</dt>
          <dd>{keys === null ? commandsWords.unknownWhileStopped : count(keys)}</dd>
        </div>
        <div>
          <dt>{commandsWords.inMemory}</dt>
          <dd>{bytes(instance?.memory.usedBytes)}</dd>
        </div>
        <div>
          <dt>{commandsWords.onDisk}</dt>
          <dd>{bytes(onDisk)}</dd>
        </div>
        <div>
          <dt>{commandsWords.clientsConnected}</dt>
          <dd>{count(clients)}</dd>
        </div>
      </dl>
      <p>
        {commandsWords.theWhatIsRemovedPart(what, clients ? commandsWords.andItsClientsAreDisconnected : '')}
        {removeData ? (
          <>
            <strong>
              {commandsWords.partLost(
                keys === null ? commandsWords.allKeysAre : counted(keys, commandsWords.keyIs, commandsWords.keysAre),
              )}
            </strong>
            {commandsWords.withTheConfigurationAndTheLogs}
          </>
        ) : (
          <>
            <strong>{commandsWords.theDataIsSavedAndKept}</strong>
            {commandsWords.withConfigurationAndLogs}
          </>
        )}
      </p>
    </>
  );
}
