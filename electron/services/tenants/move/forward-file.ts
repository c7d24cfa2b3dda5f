import { dirname, join } from 'node:path';
import { z } from 'zod';
import { port, tenantId, timestamp } from '../../../../shared/contract/values.ts';
import { replaceFile } from '../../platform/files/durable-write.ts';
import { readJsonState } from '../../platform/files/json-state.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { desktopFolder } from '../../platform/home/paths.ts';

/** The old ports of a moved tenant, which lead to its new ones. */
const portForward = z.object({
  id: tenantId,
  port,
  /** The port for TLS beside it; omitted without one. */
  tlsPort: port.optional(),
  until: timestamp,
});
export type PortForward = z.infer<typeof portForward>;

const forwardFile = z.array(portForward);

export const FORWARD_MS = 24 * 3600_000;

/** The owners of such ports in the port registry. */
export function forwardOwners(id: string): { readonly plain: string; readonly tls: string } {
  return { plain: `${id}~forward`, tls: `${id}~forward-tls` };
}

/** Its old ports. */
export function portsOf({ port, tlsPort }: PortForward): readonly number[] {
  return tlsPort === undefined ? [port] : [port, tlsPort];
}

function pathOf(home: string): string {
  return join(desktopFolder(home), 'forwards.json');
}

export async function readForwards(home: string): Promise<readonly PortForward[]> {
  return (await readJsonState(pathOf(home), (value) => forwardFile.parse(value))) ?? [];
}

/** Replaces the forwards of one tenant. Its move holds its lock; two moves at the same moment lose no more than a forward. */
export async function setForward(home: string, id: string, forward: PortForward | null): Promise<void> {
  const others = (await readForwards(home)).filter((one) => one.id !== id);
  ensureFolder(dirname(pathOf(home)));
  await replaceFile(pathOf(home), `${JSON.stringify([...others, ...(forward ? [forward] : [])], null, 2)}\n`);
}
