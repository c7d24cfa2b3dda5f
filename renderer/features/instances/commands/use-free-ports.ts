import { useQuery } from '@tanstack/react-query';
import { plural } from '../../../../shared/format/count.ts';
import { orpc } from '../../../client/api.ts';
import { portRanges } from './free-ports.ts';

/** How many instances there can be, and which ports of the tenants' range nobody has. */
export function useFreePorts(): { readonly most: number | null; readonly text: string | null } {
  const { data } = useQuery(orpc.tenants.ports.queryOptions({ meta: { doing: 'Look for free ports' } }));
  if (!data) return { most: null, text: null };
  const { start, end, free } = data;
  return {
    most: end - start + 2,
    text: free.length === 0 ? 'no free port' : `${plural(free.length, 'port')} ${portRanges(free)} free`,
  };
}
