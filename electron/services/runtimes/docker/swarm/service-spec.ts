import type { ContainerCreateOptions, MountSettings, ServiceSpec } from 'dockerode';
import type { InstanceSpec } from '../../instance-spec.ts';
import type { Labels } from '../engine/ownership.ts';
import { CONFIG_PATH, SECRET_PATH, type ServiceObjects } from './service-objects.ts';

/** The swarm kills a task when this time is over. Saving tens of gigabytes takes minutes, so it is never reached. */
const NEVER_NS = 86_400e9;
const RESTART_DELAY_NS = 1e9;
const MAX_PROCESSES = 512;

/**
 * Runs before Redis: copies redis.conf from the swarm config and the secret if they are newer than the file in the
 * volume. A task that the swarm restarts keeps the file, which has the changes of the running server. The image may
 * lack every program but the shell.
 */
const takeConfig = `folder=/usr/local/etc/redis
conf=$folder/redis.conf
mark=$folder/.swarm-version
have=
[ -f "$mark" ] && read -r have <"$mark"
if [ "$have" != "$1" ] || [ ! -f "$conf" ]; then
  umask 077
  for part in ${CONFIG_PATH} ${SECRET_PATH}; do
    while IFS= read -r line || [ -n "$line" ]; do printf '%s\\n' "$line"; done <"$part"
  done >"$conf"
  printf '%s\\n' "$1" >"$mark"
fi
`;

export interface ServicePlace {
  readonly nodeId: string;
  /** The id of its overlay network. */
  readonly network: string;
  /** The id of the image on the node. */
  readonly imageId: string;
  readonly labels: Labels;
}

/** The service that corresponds to the options of a container, stopped. */
export function serviceSpec(
  spec: InstanceSpec,
  container: ContainerCreateOptions,
  place: ServicePlace,
  objects: ServiceObjects,
): ServiceSpec {
  const { HostConfig = {}, User } = container;
  const [shell = '/bin/sh', dashC = '-c', script = ''] = container.Entrypoint as string[];
  const ports = [
    { inside: 6379, port: spec.port },
    ...(spec.tlsPort ? [{ inside: spec.tlsPort, port: spec.tlsPort }] : []),
  ];
  return withObjects(
    {
      Name: spec.container,
      Labels: { ...place.labels },
      TaskTemplate: {
        ContainerSpec: {
          // By its id: with the name, the swarm would pull a newer image at each start.
          Image: place.imageId,
          Labels: { ...place.labels },
          Command: [shell, dashC, takeConfig + script, 'redis'],
          ...(User === undefined ? {} : { User }),
          ReadOnly: true,
          CapabilityDrop: ['ALL'],
          StopSignal: 'SIGTERM',
          StopGracePeriod: NEVER_NS,
          HealthCheck: { Test: ['NONE'] },
          Mounts: [...(HostConfig.Mounts ?? []), ...memoryFolders],
        },
        Resources: {
          Limits: {
            ...(HostConfig.Memory ? { MemoryBytes: HostConfig.Memory } : {}),
            ...(HostConfig.NanoCpus ? { NanoCPUs: HostConfig.NanoCpus } : {}),
            ...(HostConfig.PidsLimit ? { Pids: MAX_PROCESSES } : {}),
          },
        },
        RestartPolicy: { Condition: 'any', Delay: RESTART_DELAY_NS },
        Placement: { Constraints: [`node.id==${place.nodeId}`] },
        Networks: [{ Target: place.network }],
        LogDriver: { Name: 'json-file', Options: { 'max-size': '10m', 'max-file': '3' } },
      },
      Mode: { Replicated: { Replicas: 0 } },
      // Two servers must never use the same data.
      UpdateConfig: { Parallelism: 1, Order: 'stop-first' },
      // Without a virtual address: there is one task, and clients use the port of its node.
      EndpointSpec: {
        Mode: 'dnsrr',
        Ports: ports.map(({ inside, port }) => ({
          Protocol: 'tcp',
          TargetPort: inside,
          PublishedPort: port,
          PublishMode: 'host',
        })),
      },
    },
    objects,
  );
}

const memoryFolders: MountSettings[] = ['/tmp', '/run'].map((Target) => ({
  Type: 'tmpfs',
  Source: '',
  Target,
  TmpfsOptions: { SizeBytes: 64 * 1024 ** 2, Mode: 0o1777 },
}));

/** The same service with another config and secret. */
export function withObjects(spec: ServiceSpec, { version, config, secret }: ServiceObjects): ServiceSpec {
  const template = spec.TaskTemplate ?? {};
  const container = 'ContainerSpec' in template ? template.ContainerSpec : {};
  const [UID = '0', GID = '0'] = (container?.User ?? '0:0').split(':');
  const file = (Name: string) => ({ Name, UID, GID, Mode: 0o400 });
  return {
    ...spec,
    TaskTemplate: {
      ...template,
      ContainerSpec: {
        ...container,
        Args: [version],
        Configs: [{ ConfigID: config.id, ConfigName: config.name, File: file(CONFIG_PATH) }],
        Secrets: [{ SecretID: secret.id, SecretName: secret.name, File: file(SECRET_PATH) }],
      },
    },
  };
}

export function withReplicas(spec: ServiceSpec, Replicas: 0 | 1): ServiceSpec {
  return { ...spec, Mode: { Replicated: { Replicas } } };
}
