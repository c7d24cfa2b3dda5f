import { portOwner } from './port-owner.ts';

/** The user of a port: an instance of this home, or another program. */
export type PortHolder =
  | { readonly kind: 'instance'; readonly id: string }
  /** `nginx (pid 812)`; null for a program of another user, which the system hides. */
  | { readonly kind: 'program'; readonly name: string | null };

/** @param owned ports of running instances, by port */
export async function portHolder(port: number, owned: ReadonlyMap<number, string>): Promise<PortHolder> {
  const id = owned.get(port);
  return id === undefined ? { kind: 'program', name: await portOwner(port) } : { kind: 'instance', id };
}

/** For use in a sentence: `the instance acme-corp`, `nginx (pid 812)`. */
export function holderName(holder: PortHolder): string {
  if (holder.kind === 'instance') return `the instance ${holder.id}`;
  return holder.name ?? 'a program of another user';
}

/** The advice that frees the port: `Stop acme-corp`. */
export function stopAdvice(holder: PortHolder): string {
  return holder.kind === 'instance' ? `Stop ${holder.id}` : 'Stop that program';
}
