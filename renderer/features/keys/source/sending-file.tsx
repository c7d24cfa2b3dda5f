import { Button } from '@mantine/core';
import { Bar, Bars } from '../../../components/charts/bars.tsx';
import { ProgressBar } from '../../../components/charts/progress-bar.tsx';
import { percent } from '../../../lib/format.ts';

interface SendingFileProps {
  readonly name: string;
  readonly fraction: number;
  readonly onStop: () => void;
}

/** A file on its way to the app. */
export function SendingFile({ name, fraction, onStop }: SendingFileProps) {
  return (
    <Bars label="Files that are being opened">
      <Bar tone="information">
        <span>Opening {name}</span>
        <ProgressBar fraction={fraction} label={`Sent of ${name}`} />
        <span className="text-2">{percent(fraction, 0)}</span>
        <Button variant="default" size="compact-xs" onClick={onStop}>
          Cancel
        </Button>
      </Bar>
    </Bars>
  );
}
