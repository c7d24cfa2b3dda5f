import { nextFreePort } from './free-ports.ts';

const DISTANCE = 10_000;
const TRIES = 200;
const HIGHEST = 65_000;

export interface PortBeside {
  readonly port: number | null;
  /** The ports that were tried. */
  readonly start: number;
  readonly end: number;
}

/** A port for TLS beside a plain one. It is far from it: with the usual 6379 and 6380, tenants would have no room. */
export async function portBeside(plain: number, taken: ReadonlySet<number>): Promise<PortBeside> {
  const start = plain + DISTANCE > HIGHEST ? plain - DISTANCE : plain + DISTANCE;
  const end = start + TRIES - 1;
  return { port: await nextFreePort(start, end, taken), start, end };
}
