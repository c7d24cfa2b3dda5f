import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { InstancePaths } from '../platform/home/paths.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import type { Values } from '../redis/conf/conf-values.ts';
import { PUBLISHED_PORT } from '../redis/conf/tls-place.ts';
import { openAuthority } from '../tls/authority.ts';
import { certificatesIn, issueInto, newFolder } from '../tls/certificate-files.ts';

/** TLS of a tenant whose port is open at the address of its machine: its directives, and how its certificates are written. */
export interface OpenPortTls {
  readonly settings: Values;
  issue(): Promise<void>;
}

/**
 * A port that is open at the address of another machine accepts only TLS, and its tenant has a password. So does that of a
 * service, which a swarm publishes on every address of its node.
 * @param machine the names and addresses of the machine
 */
export function openPortTls(
  {
    id,
    paths,
    runtime,
    container,
  }: {
    readonly id: string;
    readonly paths: InstancePaths;
    readonly runtime: RuntimeKind;
    readonly container: string;
  },
  machine: readonly (string | null)[],
): OpenPortTls {
  const folder = newFolder(paths.config);
  const files = certificatesIn(folder, confPlaceOf({ paths, entry: null, record: { runtime } }));
  if (files === null) throw new Error(`the container of ${id} does not mount ${folder}`);
  const names = ['localhost', '127.0.0.1', '::1', container, ...machine.filter((name) => name !== null)];
  return {
    settings: {
      port: '0',
      'tls-port': String(PUBLISHED_PORT),
      'tls-cert-file': files.cert,
      'tls-key-file': files.key,
      'tls-ca-cert-file': files.ca,
      'tls-auth-clients': 'no',
    },
    issue: async () => issueInto(folder, await openAuthority(id, paths), [...new Set(names)]),
  };
}
