import { execFile } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/** How a scratch server is isolated from the network. */
export type NetworkIsolation =
  | {
      readonly kind: 'namespace';
      /** Prefix of a command line that runs a program without network. */
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

/** The isolation that works on this computer. Each candidate is tested with a trial run, once per process. */
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
  return { kind: 'none', reason: 'neither unshare nor bwrap can create a network namespace for this user' };
}

/** The network namespace of a program with this prefix; null if it cannot be started. */
async function namespaceOf([program = '', ...args]: readonly string[]): Promise<string | null> {
  const run = promisify(execFile)(program, [...args, 'readlink', '/proc/self/ns/net'], { timeout: PROBE_MS });
  return run.then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  );
}
