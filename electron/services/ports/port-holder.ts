import { portOwner } from './port-owner.ts';

/** Who uses a port: an instance of this home, or a program, where that can be told. */
export type PortHolder =
  | { readonly kind: 'instance'; readonly id: string }
  /** `nginx (pid 812)`; null where another user's programs cannot be seen. */
  | { readonly kind: 'program'; readonly name: string | null };

/** @param owned ports of running instances, by port */
export async function portHolder(port: number, owned: ReadonlyMap<number, string>): Promise<PortHolder> {
  const id = owned.get(port);
  return id === undefined ? { kind: 'program', name: await portOwner(port) } : { kind: 'instance', id };
}

/** As it stands in a sentence: `the instance acme-corp`, `nginx (pid 812)`. */
export function holderName(holder: PortHolder): string {
  if (holder.kind === 'instance') return `the instance ${holder.id}`;
  return holder.name ?? 'a program of another user';
}

/** What frees the port: `Stop acme-corp`. */
export function stopAdvice(holder: PortHolder): string {
  return holder.kind === 'instance' ? `Stop ${holder.id}` : 'Stop that program';
}
