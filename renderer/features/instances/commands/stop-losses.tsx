import type { StopPreview } from '../../../../shared/contract/instance.ts';
import { Time } from '../../../components/layout/time.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { count } from '../../../lib/format.ts';
import * as commandsWords from '../words/commands.ts';
import classes from './uninstall-dialog.module.css';

/** What a stop or restart loses: numbers for one instance, a line each for several. */
export function StopLosses({ losses }: { readonly losses: readonly StopPreview[] }) {
  const [only] = losses;
  if (only === undefined) return null;
  if (losses.length === 1) return <Figures preview={only} />;
  return (
    <ul>
      {losses.map(({ id, consequence }) => (
        <li key={id}>{coreDetail(consequence)}</li>
      ))}
    </ul>
  );
}

function Figures({ preview: { keys, changesSinceSave, snapshotAt, consequence } }: { readonly preview: StopPreview }) {
  return (
    <>
      <dl className={classes.figures} data-lost>
        <div>
          <dt>{commandsWords.keys}</dt>
          <dd>{keys === null ? commandsWords.unknown : count(keys)}</dd>
        </div>
        <div>
          <dt>{commandsWords.changesSinceTheSnapshot}</dt>
          <dd>{changesSinceSave === null || snapshotAt === null ? '—' : count(changesSinceSave)}</dd>
        </div>
        <div>
          <dt>{commandsWords.snapshot}</dt>
          <dd>{snapshotAt === null ? commandsWords.noneWritten : <Time at={snapshotAt} />}</dd>
        </div>
      </dl>
      {consequence !== '' && (
        <p>
          <strong>{coreDetail(consequence)}</strong>
          {commandsWords.aBackupKeepsThem}
        </p>
      )}
    </>
  );
}
