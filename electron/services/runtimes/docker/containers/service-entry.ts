import type { ContainerInfo } from 'dockerode';
import type { RuntimeEntry } from '../../runtime.ts';
import {
  isTask,
  SERVICE_ADDRESS_LABEL,
  SERVICE_IMAGE_LABEL,
  SERVICE_NETWORK_LABEL,
  SERVICE_PORT_LABEL,
  serviceOf,
} from '../engine/service-labels.ts';

/** The containers of an instance. For a service, the one whose state counts comes first. */
export function byImportance(one: ContainerInfo, other: ContainerInfo): number {
  return rank(other) - rank(one) || other.Created - one.Created;
}

/** A running task, then the last one that ended, then the keeper. */
function rank(container: ContainerInfo): number {
  if (!isTask(container)) return 0;
  return ['running', 'paused', 'restarting'].includes(container.State) ? 2 : 1;
}

/** The entry of a service. Its name, image and port are those of the service, whichever container was found. */
export function asServiceEntry(entry: RuntimeEntry, container: ContainerInfo): RuntimeEntry {
  const service = serviceOf(container);
  if (service === null) return entry;
  const labels = container.Labels ?? {};
  const port = Number(labels[SERVICE_PORT_LABEL]);
  return {
    ...entry,
    deployment: 'service',
    container: service,
    network: labels[SERVICE_NETWORK_LABEL] ?? entry.network,
    image: labels[SERVICE_IMAGE_LABEL] ?? entry.image,
    address: port > 0 ? { host: '127.0.0.1', port } : entry.address,
    publishedOn: labels[SERVICE_ADDRESS_LABEL] ?? entry.publishedOn ?? null,
    outgoing: 'open',
  };
}
