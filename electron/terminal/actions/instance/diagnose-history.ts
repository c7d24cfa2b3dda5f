import type { Check, Diagnosis } from '../../../../shared/contract/diagnostics.ts';
import { type DiagnosisChanges, diagnosisChanges } from '../../../../shared/diagnosis-changes.ts';
import { levelCounts } from '../../../../shared/diagnosis-report.ts';
import type { ActionContext } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { localTime } from '../../format/local-time.ts';
import type { Style } from '../../format/style.ts';
import * as instanceWords from './words.ts';

/** Prints the earlier runs of the checks, newest first, each with its differences from the run before it. */
export async function printHistory({ api, stop, output }: ActionContext): Promise<ExitCode> {
  const runs = await stop.orStop((await api()).diagnostics.runs());
  const shown = runs.map((run, index) => {
    const before = runs[index + 1];
    return { run, changes: before ? diagnosisChanges(before, run) : null };
  });
  const lines = shown.flatMap(({ run, changes }) => linesOf(run, changes, output.style));
  output.answer(
    shown.map(({ run: { checks, ...run }, changes }) => ({ ...run, counts: levelCounts(checks), changes })),
    lines.length > 0 ? lines : [instanceWords.noEarlierRuns],
  );
  return exitCodes.done;
}

function linesOf({ at, checks }: Diagnosis, changes: DiagnosisChanges | null, style: Style): readonly string[] {
  const { fail, warn, info, ok } = levelCounts(checks);
  const head = `${style.faint(localTime(new Date(at)))}  ${instanceWords.levelCounts(fail, warn, info, ok)}`;
  if (changes === null) return [head];
  const line = (sign: string, { level, title }: Check) => `  ${sign} ${level.padEnd(4)}  ${title}`;
  return [
    head,
    ...changes.appeared.map((check) => line('+', check)),
    ...changes.solved.map((check) => line('-', check)),
    ...changes.moved.map(({ from, check }) => `${line('~', check)} (${instanceWords.levelBefore(from)})`),
  ];
}
