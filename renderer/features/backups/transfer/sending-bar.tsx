import type { SendProgress } from '../../../client/files.ts';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { bytes, duration } from '../../../lib/format.ts';
import classes from '../parts/form.module.css';
import * as listWords from '../words/list.ts';

/** Upload progress of a file. */
export function SendingBar({
  progress: { sentBytes, totalBytes, bytesPerSecond },
}: {
  readonly progress: SendProgress;
}) {
  const left = bytesPerSecond > 0 ? Math.ceil((totalBytes - sentBytes) / bytesPerSecond) : null;
  return (
    <div className={classes.sending}>
      <ProgressBar
        fraction={totalBytes > 0 ? Math.min(1, sentBytes / totalBytes) : null}
        label={listWords.uploadingTheFile}
      />
      <span className={classes.hint}>
        {listWords.sentBytesOfTotalBytesUploaded(bytes(sentBytes), bytes(totalBytes), bytes(bytesPerSecond))}
        {left !== null && left > 0 && listWords.left(duration(left))}
      </span>
    </div>
  );
}
