import type { SwarmNode } from '../../../shared/contract/machine.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { InstancePaths } from '../platform/home/paths.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import type { Values } from '../redis/conf/conf-values.ts';
import { PUBLISHED_PORT } from '../redis/conf/tls-place.ts';
import { openAuthority } from '../tls/authority.ts';
import { certificatesIn, issueInto, newFolder } from '../tls/certificate-files.ts';

/** TLS of a new service: its directives, and how its certificates are written. */
export interface ServiceTls {
  readonly settings: Values;
  issue(): Promise<void>;
}

/**
 * A swarm publishes the port of a service on every address of its node. So a service accepts only TLS, and its password is
 * generated.
 */
export function serviceTls(
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
  { hostname, address }: Pick<SwarmNode, 'hostname' | 'address'>,
): ServiceTls {
  const folder = newFolder(paths.config);
  const files = certificatesIn(folder, confPlaceOf({ paths, entry: null, record: { runtime } }));
  if (files === null) throw new Error(`the container of ${id} does not mount ${folder}`);
  const names = ['localhost', '127.0.0.1', '::1', container, hostname, ...(address === null ? [] : [address])];
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
