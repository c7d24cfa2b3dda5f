import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, orpc } from '../../../client/api.ts';
import { runOperation } from '../../../client/operations.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { Time } from '../../../components/layout/time.tsx';
import { count } from '../../../lib/format.ts';
import { useStore } from '../../../lib/store.ts';
import { terminalLine } from '../../../lib/terminal-line.ts';
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
      title={`Kill ${shown}?`}
      confirmLabel="Kill"
      destructive
      irreversible
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
      meta: { doing: `Check the data of ${id} on disk` },
    }),
  );
  return (
    <>
      <dl className={classes.figures} data-lost>
        <div>
          <dt>Keys</dt>
          <dd>{data?.keys == null ? 'unknown: not responding' : count(data.keys)}</dd>
        </div>
        <div>
          <dt>Last snapshot</dt>
          <dd>{data ? data.snapshotAt === null ? 'none' : <Time at={data.snapshotAt} /> : '—'}</dd>
        </div>
        <div>
          <dt>Append-only file</dt>
          <dd>{data ? data.aofAt === null ? 'none' : <Time at={data.aofAt} /> : '—'}</dd>
        </div>
      </dl>
      <p>
        Redis is killed immediately and cannot save. <strong>{data?.consequence}</strong> The data on disk, the
        settings, the logs and all backups are kept. If Redis still responds, stop it instead; then nothing is lost.
      </p>
    </>
  );
}
