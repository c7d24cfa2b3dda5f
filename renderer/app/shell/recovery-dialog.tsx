import type { DamagedFile } from '../../../shared/contract/recovery.ts';
import { api, useConnection } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { showDone } from '../../client/toasts.tsx';
import { ConfirmDialog } from '../../components/feedback/confirm-dialog.tsx';
import { terminalLine } from '../../lib/terminal-line.ts';
import * as appWords from '../words.ts';
import classes from './recovery-dialog.module.css';

interface RecoveryDialogProps {
  readonly files: readonly DamagedFile[];
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** From what each damaged file is rebuilt. A file that cannot be rebuilt appears as the dialog's failure. */
export function RecoveryDialog({ files, opened, onClose }: RecoveryDialogProps) {
  const disconnected = useConnection().state !== 'connected';
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={appWords.rebuildTheDamagedFiles}
      confirmLabel={appWords.backUpAndRebuild}
      blocked={disconnected ? appWords.rebuildWhenConnected : null}
      line={terminalLine('rebuild-files')}
      size={560}
      onConfirm={rebuild}
    >
      <p>{appWords.damagedFilesIntro}</p>
      <ul className={classes.files}>
        {files.map(({ file, keptAs, rebuild: source }) => (
          <li key={keptAs}>
            <code>{file}</code>
            <span>{appWords.willBeRebuilt[source]}</span>
          </li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

async function rebuild(): Promise<void> {
  const { folder, files } = await api.recovery.rebuild();
  // Schedules, alerts and preferences may all have changed.
  await queryClient.invalidateQueries();
  const failed = files.filter(({ how }) => how === 'failed');
  if (failed.length > 0) {
    throw new Error(failed.map(({ file, message }) => `${file}: ${message ?? appWords.rebuiltBy.failed}`).join(' '));
  }
  const lines = files.map(({ file, how }) => `${file}: ${appWords.rebuiltBy[how]}.`);
  showDone(appWords.filesRebuilt, [...lines, folder === null ? '' : appWords.damagedFilesAreIn(folder)].join(' '));
}
