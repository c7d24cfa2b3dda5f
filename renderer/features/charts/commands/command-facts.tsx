import type { CommandSample } from '../../../../shared/contract/command-stats.ts';
import { percent } from '../../../lib/format.ts';
import classes from './commands-view.module.css';
import { short } from './figures.ts';

/** All commands together: how many, how busy they keep the server, which errors they end with. */
export function CommandFacts({ look: { commands, sinceMs, busyShare, errors } }: { readonly look: CommandSample }) {
  if (sinceMs === null) return <span className={classes.facts}>Rates come with the next look.</span>;
  const calls = commands.reduce((sum, { recent }) => sum + (recent?.callsPerSecond ?? 0), 0);
  const failing = errors.filter(({ perSecond }) => perSecond);
  return (
    <span className={classes.facts}>
      <span>
        <strong>{short(calls)}</strong> calls/s
      </span>
      <span>
        <strong>{percent(busyShare)}</strong> of the time in commands
      </span>
      {failing.slice(0, 2).map(({ code, perSecond }) => (
        <span key={code} className={classes.bad}>
          {code} {short(perSecond)}/s
        </span>
      ))}
    </span>
  );
}
