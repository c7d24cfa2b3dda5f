import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../client/api.ts';
import { plural } from '../../../lib/counted.ts';
import * as commandsWords from '../words/commands.ts';
import { portRanges } from './free-ports.ts';

/** The maximum number of instances, and the free ports of the tenants' range. */
export function useFreePorts(): { readonly max: number | null; readonly text: string | null } {
  const { data } = useQuery(orpc.tenants.ports.queryOptions({ meta: { doing: commandsWords.readTheFreePorts } }));
  if (!data) return { max: null, text: null };
  const { start, end, free } = data;
  return {
    max: end - start + 2,
    text:
      free.length === 0
        ? commandsWords.noFreePort
        : commandsWords.portsFree(plural(free.length, 'port'), portRanges(free)),
  };
}
