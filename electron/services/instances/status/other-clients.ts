import type { OtherClients } from '../../../../shared/contract/instance.ts';
import type { ManagedInstance } from '../registry/catalogue.ts';
import type { InstanceDeps } from './instance-deps.ts';

const ASK_MS = 1500;
/** The names of this app's connections. The console is not in the list: it belongs to the user. */
const OWN = /(?:^| )name=vrooli-redis-(?:desktop|benchmark)/;

/**
 * Counts the clients that a stop would disconnect, without this app's connections. Null if the server does not answer or
 * rejects CLIENT LIST.
 */
export async function otherClients(
  { observer }: Pick<InstanceDeps, 'observer'>,
  instance: ManagedInstance,
): Promise<OtherClients> {
  const { id } = instance;
  if (instance.entry?.state !== 'running') return { id, count: 0 };
  try {
    const link = await observer.link(instance);
    const reply = await link?.call(ASK_MS, 'CLIENT', 'LIST');
    return { id, count: typeof reply === 'string' ? othersIn(reply).length : null };
  } catch {
    return { id, count: null };
  }
}

/** The lines of CLIENT LIST without this app's connections. */
export function othersIn(list: string): readonly string[] {
  return list.split('\n').filter((line) => line.trim() !== '' && !OWN.test(line));
}
