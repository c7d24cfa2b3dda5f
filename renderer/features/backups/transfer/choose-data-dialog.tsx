import { Radio } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { FoundData } from '../../../../shared/contract/backup.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { formWords, foundKeys } from '../../../lib/backup-words.ts';
import { bytes, fullTime, relativeTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import type { DataQuestion } from '../actions/backup-dialog-state.ts';
import * as transferWords from '../words/transfer.ts';
import classes from './choose-data-dialog.module.css';

interface ChooseDataDialogProps {
  readonly question: DataQuestion;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks which of several data sets to use if nothing in the file decides. None is preselected. */
export function ChooseDataDialog({ question, opened, onClose }: ChooseDataDialogProps) {
  const { subject, found, confirmLabel, line, choose } = question;
  const [chosen, setChosen] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each question starts without an answer
  useEffect(() => setChosen(null), [question, opened]);
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={transferWords.chooseTheDataSet}
      confirmLabel={confirmLabel}
      size={560}
      destructive
      blocked={chosen === null ? '' : null}
      line={line(chosen ?? 'PATH')}
      onConfirm={async (onProgress) => {
        if (chosen !== null) await choose(chosen, onProgress);
      }}
    >
      <p>
        <strong>{subject}</strong>
        {transferWords.holdsCountDataSetsAndNeither(found.length)}
      </p>
      <Radio.Group aria-label={transferWords.dataSets} value={chosen} onChange={setChosen}>
        <div className={classes.found}>
          {found.map((one) => (
            <FoundCard key={one.path} found={one} chosen={one.path === chosen} />
          ))}
        </div>
      </Radio.Group>
      <p>{transferWords.choiceIsRecorded}</p>
    </ConfirmDialog>
  );
}

function FoundCard({ found, chosen }: { readonly found: FoundData; readonly chosen: boolean }) {
  const { form, path, sizeBytes, modifiedAt } = found;
  const now = useNow();
  const date =
    modifiedAt === null
      ? transferWords.noDate
      : transferWords.writtenModifiedAtRelativeTime(fullTime(modifiedAt), relativeTime(modifiedAt, now));
  return (
    <div className={classes.one} data-chosen={chosen || undefined}>
      <Radio
        value={found.path}
        styles={{ labelWrapper: { flex: '1 1 0', minWidth: 0 }, body: { width: '100%' } }}
        label={
          <span className={classes.label}>
            <span className={`mono ${classes.path}`}>{path}</span>
            <span className={classes.keys}>{foundKeys(found)}</span>
          </span>
        }
        description={
          <span className={classes.facts}>
            {formWords[form]} · {bytes(sizeBytes)} · {date}
          </span>
        }
      />
    </div>
  );
}
