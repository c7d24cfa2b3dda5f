import type { SendProgress } from '../../../client/files.ts';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { bytes, duration } from '../../../lib/format.ts';
import classes from '../dialogs/form.module.css';

/** Upload progress of a file. */
export function SendingBar({
  progress: { sentBytes, totalBytes, bytesPerSecond },
}: {
  readonly progress: SendProgress;
}) {
  const left = bytesPerSecond > 0 ? Math.ceil((totalBytes - sentBytes) / bytesPerSecond) : null;
  return (
    <div className={classes.sending}>
      <ProgressBar fraction={totalBytes > 0 ? Math.min(1, sentBytes / totalBytes) : null} label="Uploading the file" />
      <span className={classes.hint}>
        {bytes(sentBytes)} of {bytes(totalBytes)} uploaded, {bytes(bytesPerSecond)}/s
        {left !== null && left > 0 && `, ${duration(left)} left`}
      </span>
    </div>
  );
}
