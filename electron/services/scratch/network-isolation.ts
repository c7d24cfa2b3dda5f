import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** How a scratch server is kept away from the network. */
export type NetworkIsolation =
  | {
      readonly kind: 'namespace';
      /** What a command line begins with so that the program has no network. */
      readonly command: readonly string[];
    }
  | { readonly kind: 'none'; readonly reason: string };

/** Each is tried in this order. The first needs root; the others need user namespaces, which some systems forbid. */
const candidates: readonly (readonly string[])[] = [
  ['unshare', '--net', '--'],
  ['unshare', '--user', '--map-current-user', '--net', '--'],
  ['unshare', '--user', '--map-root-user', '--net', '--'],
  ['bwrap', '--unshare-net', '--die-with-parent', '--dev-bind', '/', '/', '--'],
];
const PROBE_MS = 5000;

let found: Promise<NetworkIsolation> | null = null;

/** The way that works on this computer. It is verified, once per process: a trial runs in a namespace of its own. */
export function networkIsolation(): Promise<NetworkIsolation> {
  found ??= findIsolation();
  return found;
}

async function findIsolation(): Promise<NetworkIsolation> {
  if (process.platform !== 'linux') {
    return { kind: 'none', reason: `${process.platform} has no network namespaces` };
  }
  const own = await readlink('/proc/self/ns/net').catch(() => null);
  if (own === null) return { kind: 'none', reason: 'the kernel has no network namespaces' };
  for (const command of candidates) {
    const other = await namespaceOf(command);
    if (other !== null && other !== own) return { kind: 'namespace', command };
  }
  return { kind: 'none', reason: 'this user may not make a network namespace, with neither unshare nor bwrap' };
}

/** The network namespace of what is started this way; null where it cannot be started. */
async function namespaceOf([program = '', ...args]: readonly string[]): Promise<string | null> {
  const run = promisify(execFile)(program, [...args, 'readlink', '/proc/self/ns/net'], { timeout: PROBE_MS });
  return run.then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  );
}
