import type { ContainerInfo } from 'dockerode';
import type { Labels } from './ownership.ts';

/** The name of the service: on the containers of its tasks, on its keeper, and on its configs, secrets and network. */
export const SERVICE_LABEL = 'vrooli.service';
/** The published port. Docker's list of containers has it only while a task runs. */
export const SERVICE_PORT_LABEL = 'vrooli.port';
/** The name of the image. The service itself uses the id, so that no start pulls a newer one. */
export const SERVICE_IMAGE_LABEL = 'vrooli.image-name';
export const SERVICE_NETWORK_LABEL = 'vrooli.network';
/** The address of the node. */
export const SERVICE_ADDRESS_LABEL = 'vrooli.address';
/** Docker's own label of a task's container. */
const TASK_LABEL = 'com.docker.swarm.task.id';

/** The service that a container belongs to; null for other containers. */
export function serviceOf({ Labels: labels }: { readonly Labels?: Labels }): string | null {
  return labels?.[SERVICE_LABEL] ?? null;
}

/** Whether a container runs a task of a service, and is not its keeper. */
export function isTask({ Labels: labels }: Pick<ContainerInfo, 'Labels'>): boolean {
  return labels?.[TASK_LABEL] !== undefined;
}
