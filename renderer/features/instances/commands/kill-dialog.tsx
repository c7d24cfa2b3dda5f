import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { count } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
import * as commandsWords from '../words/commands.ts';
import { instanceFlag } from './instance-commands.ts';
import { killDialog } from './kill-dialog-state.ts';
import classes from './uninstall-dialog.module.css';

/** Asks before a server is killed without saving. Mount it once. */
export function KillDialog() {
  const id = useStore(killDialog);
  // Keeps the text while the dialog fades out.
  const [shown, setShown] = useState('');
  useEffect(() => {
    if (id !== null) setShown(id);
  }, [id]);
  return (
    <ConfirmDialog
      opened={id !== null}
      onClose={() => killDialog.set(null)}
      title={commandsWords.killShown(shown)}
      confirmLabel={commandsWords.kill}
      destructive
      irreversible
      protects={[shown]}
      line={terminalLine('stop', { ...instanceFlag(shown), kill: 'yes' })}
      onConfirm={(onProgress) => runOperation(() => api.instances.kill({ id: shown }), { ownError: true, onProgress })}
    >
      {id !== null && <DataOnDisk id={id} />}
    </ConfirmDialog>
  );
}

/** The data on disk, which survives the kill. */
function DataOnDisk({ id }: { readonly id: string }) {
  const { data } = useQuery(
    orpc.instances.killPreview.queryOptions({
      input: { id },
      staleTime: 0,
      meta: { doing: commandsWords.checkDataOnDisk(id) },
    }),
  );
  return (
    <>
      <dl className={classes.figures} data-lost>
        <div>
          <dt>{commandsWords.keys}</dt>
          <dd>{data?.keys == null ? commandsWords.unknownNotResponding : count(data.keys)}</dd>
        </div>
        <div>
          <dt>{commandsWords.lastSnapshot}</dt>
          <dd>{data ? data.snapshotAt === null ? commandsWords.noneWritten : <Time at={data.snapshotAt} /> : '—'}</dd>
        </div>
        <div>
          <dt>{commandsWords.appendOnlyFile}</dt>
          <dd>{data ? data.aofAt === null ? commandsWords.noneWritten : <Time at={data.aofAt} /> : '—'}</dd>
        </div>
      </dl>
      <p>
        {commandsWords.redisIsKilledImmediatelyAndCannot}
        <strong>{coreDetail(data?.consequence)}</strong>
        {commandsWords.theDataOnDiskTheSettings}
      </p>
    </>
  );
}
