import type { CommandSample } from '../../../../shared/contract/command-stats.ts';
import { percent } from '../../../lib/format.ts';
import * as commandsWords from '../words/commands.ts';
import classes from './commands-view.module.css';
import { short } from './figures.ts';

/** Totals of all commands: rate, CPU share and errors. */
export function CommandFacts({ sample: { commands, sinceMs, busyShare, errors } }: { readonly sample: CommandSample }) {
  if (sinceMs === null) return <span className={classes.facts}>{commandsWords.ratesAppearAfterTheNextSample}</span>;
  const calls = commands.reduce((sum, { recent }) => sum + (recent?.callsPerSecond ?? 0), 0);
  const failing = errors.filter(({ perSecond }) => perSecond);
  return (
    <span className={classes.facts}>
      <span>
        <strong>{short(calls)}</strong>
        {commandsWords.callsS}
      </span>
      <span>
        <strong>{percent(busyShare)}</strong>
        {commandsWords.ofCpuTimeInCommands}
      </span>
      {failing.slice(0, 2).map(({ code, perSecond }) => (
        <span key={code} className={classes.bad}>
          {code} {short(perSecond)}/s
        </span>
      ))}
    </span>
  );
}
