import { Button } from '@mantine/core';
import { Bar, Bars } from '../../../components/charts/bars.tsx';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { percent } from '../../../lib/format.ts';
import * as sourceWords from '../words/source.ts';

interface SendingFileProps {
  readonly name: string;
  readonly fraction: number;
  readonly onStop: () => void;
}

/** A file being uploaded to the app. */
export function SendingFile({ name, fraction, onStop }: SendingFileProps) {
  return (
    <Bars label={sourceWords.filesThatAreBeingOpened}>
      <Bar tone="information">
        <span>{sourceWords.openingName(name)}</span>
        <ProgressBar fraction={fraction} label={sourceWords.sentOfName(name)} />
        <span className="text-2">{percent(fraction, 0)}</span>
        <Button variant="default" size="compact-xs" onClick={onStop}>
          {sourceWords.cancel}
        </Button>
      </Bar>
    </Bars>
  );
}
