import { join } from 'node:path';
import { type Diagnosis, diagnosis } from '../../../shared/contract/diagnostics.ts';
import { type KeptResults, keptResults } from '../platform/files/kept-results.ts';
import { desktopFolder } from '../platform/home/paths.ts';

const MAX_RUNS = 50;

/** The kept results of the checks: `<home>/redis/desktop/diagnoses`. */
export function diagnosisRuns(home: string): KeptResults<Diagnosis> {
  return keptResults({
    folder: join(desktopFolder(home), 'diagnoses'),
    schema: diagnosis,
    keyOf: ({ at }) => Date.parse(at).toString(16),
    max: MAX_RUNS,
  });
}
