import type { Observer } from '../instances/status/observer.ts';
import type { Look } from '../live/snapshots.ts';
import { type CommandCounter, commandCounters, infoSection } from '../metrics/commands/command-counters.ts';

/** Commands by instance; one that does not tell them is left out. */
export type CommandsById = ReadonlyMap<string, ReadonlyMap<string, CommandCounter>>;

/** How long a server may take to answer, ms. */
const ASK_MS = 1500;

/**
 * What each command took, of the instances that answered a look, over the connections it went by. Only a scrape wants
 * it, so the look itself does not ask; all scrapes that share a look share this too.
 */
export function createLookCommands(observer: Pick<Observer, 'kept'>): (look: Look) => Promise<CommandsById> {
  const asked = new WeakMap<Look, Promise<CommandsById>>();
  const ask = async ({ sightings }: Look): Promise<CommandsById> => {
    const answering = sightings.filter(({ answer }) => answer !== null);
    const all = await Promise.all(
      answering.map(async ({ status: { id }, answer }) => {
        // A view that follows the commands of this instance has brought them already.
        if (answer?.allInfo) return [id, commandCounters(infoSection(answer.allInfo, 'Commandstats'))] as const;
        const text = await observer
          .kept(id)
          ?.call(ASK_MS, 'INFO', 'commandstats')
          .catch(() => null);
        return [id, commandCounters(String(text ?? ''))] as const;
      }),
    );
    return new Map(all);
  };
  return (look) => {
    const known = asked.get(look) ?? ask(look);
    asked.set(look, known);
    return known;
  };
}
