import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { MAIN } from '../../../../shared/contract/names.ts';
import type { Environment } from '../../platform/home/environment.ts';
import type { InstancePaths } from '../../platform/home/paths.ts';
import type { InstanceSpec } from '../../runtimes/instance-spec.ts';
import type { InstanceRecord } from './instance-record.ts';

/** Container and network names of an instance. The earlier scripts used the same names. */
export function instanceNames(environment: Environment, id: string): { container: string; network: string } {
  const { naming } = environment;
  if (id === MAIN) return { container: naming.mainContainer, network: naming.mainNetwork };
  return { container: `${naming.clientPrefix}-${id}`, network: `vrooli-${id}-network` };
}

/** The spec from which a runtime creates an instance. */
export function instanceSpec(
  environment: Environment,
  id: string,
  paths: InstancePaths,
  record: Omit<InstanceRecord, 'runtime'>,
  imageArchive: string | null = null,
): InstanceSpec {
  const tenant = id !== MAIN;
  const names = instanceNames(environment, id);
  return {
    id,
    container: record.container ?? names.container,
    network: record.network ?? names.network,
    subnets: tenant ? tenantSubnets(environment.home, id) : [],
    labels: tenant ? { 'vrooli.client': id, 'vrooli.resource': 'redis' } : { 'vrooli.resource': 'redis' },
    paths,
    port: record.port,
    ...(record.publishOn !== undefined && { publishOn: record.publishOn }),
    ...(record.publishedAt !== undefined && { publishOn: everyAddress(record.publishedAt) }),
    ...(record.outgoing && { outgoing: true }),
    ...(record.engineName !== undefined && { engine: record.engineName }),
    ...(record.volumes !== undefined && { volumes: record.volumes }),
    ...(record.deployment !== undefined && { deployment: record.deployment }),
    image: record.image,
    imageArchive,
    limits: record.limits,
  };
}

/** A machine may know its address under another number, so its engine binds all of the same kind. */
function everyAddress(publishedAt: string): string {
  return isIPv6(publishedAt) ? '::' : '0.0.0.0';
}

/** Number of subnets to try before the engine chooses one from its own pools. */
const TRIES = 32;

/**
 * Subnets of 16 addresses from 10.213.0.0/16, because the engine's default pools hold only about 30 networks. Each
 * tenant starts at a different subnet, so that simultaneous creations rarely collide.
 */
function tenantSubnets(home: string, id: string): readonly string[] {
  const first = createHash('sha256').update(`${home}\0${id}`).digest().readUInt16BE(0) % 4096;
  return Array.from({ length: TRIES }, (_, step) => {
    const block = (first + step) % 4096;
    return `10.213.${block >> 4}.${(block & 15) << 4}/28`;
  });
}
