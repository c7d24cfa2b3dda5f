import type { OtherClients } from '../../../../shared/contract/instance.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from '../registry/instance-deps.ts';

const ASK_MS = 1500;
/** Our own connections all carry a name that begins so. A console is somebody's own client. */
const OWN = /(?:^| )name=vrooli-redis-(?:desktop|benchmark)/;

/**
 * How many clients beside this app are connected: those that a stop would cut off. Null when the server does not
 * answer, or does not allow CLIENT LIST.
 */
export async function otherClients(
  { observer }: Pick<InstanceDeps, 'observer'>,
  known: ManagedInstance,
): Promise<OtherClients> {
  const { id } = known;
  if (known.entry?.state !== 'running') return { id, count: 0 };
  try {
    const link = await observer.link(known);
    const reply = await link?.call(ASK_MS, 'CLIENT', 'LIST');
    return { id, count: typeof reply === 'string' ? othersIn(reply) : null };
  } catch {
    return { id, count: null };
  }
}

function othersIn(list: string): number {
  return list.split('\n').filter((line) => line.trim() !== '' && !OWN.test(line)).length;
}
