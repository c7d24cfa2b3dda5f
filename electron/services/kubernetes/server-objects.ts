import { createHash } from 'node:crypto';
import type { IStatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import type { IConfigMap } from 'kubernetes-models/v1/ConfigMap';
import type { IProbe } from 'kubernetes-models/v1/Probe';
import type { ISecret } from 'kubernetes-models/v1/Secret';
import type { IService } from 'kubernetes-models/v1/Service';
import type { ObjectNames } from './object-names.ts';
import { POD } from './pod-conf.ts';
import {
  containerSecurity,
  labelsOf,
  type ManifestInput,
  metadataOf,
  passwordVariable,
  podSecurity,
} from './pod-parts.ts';
import { ALIVE_SCRIPT, READY_SCRIPT, startScript } from './scripts.ts';

const PORT = 6379;
/** Redis saves its data when it ends; Kubernetes kills it after this time. */
const GRACE_SECONDS = 120;

export function configMap(input: ManifestInput): IConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadataOf(input, input.names.config, 'server'),
    data: { 'redis.conf': input.conf, 'start.sh': startOf(input) },
  };
}

/** @param password or the placeholder, with which the pod refuses to start */
export function secret(input: ManifestInput, password: string): ISecret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: metadataOf(input, input.names.secret, 'server'),
    type: 'Opaque',
    stringData: { password },
  };
}

/** One Service for clients, and the headless one that a StatefulSet needs for the names of its pods. */
export function services(input: ManifestInput): readonly IService[] {
  const { names } = input;
  const selector = labelsOf(names, 'server');
  const ports = [{ name: 'redis', port: PORT, targetPort: 'redis', protocol: 'TCP' as const }];
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(input, names.base, 'server'),
      spec: { type: 'ClusterIP', selector, ports },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadataOf(input, names.headless, 'server'),
      spec: { type: 'ClusterIP', clusterIP: 'None', publishNotReadyAddresses: true, selector, ports },
    },
  ];
}

export function statefulSet(input: ManifestInput): IStatefulSet {
  const { names, sizes, image } = input;
  const labels = labelsOf(names, 'server');
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadataOf(input, names.base, 'server'),
    spec: {
      serviceName: names.headless,
      // Redis has one writer: more replicas would be independent, empty servers.
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        // A changed redis.conf restarts the pod.
        metadata: { labels, annotations: { 'checksum/config': checksumOf(input) } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: GRACE_SECONDS,
          securityContext: podSecurity,
          containers: [
            {
              name: 'redis',
              image,
              command: ['sh', '/etc/redis/start.sh'],
              env: [passwordVariable(names)],
              ports: [{ name: 'redis', containerPort: PORT, protocol: 'TCP' }],
              resources: {
                requests: { cpu: '100m', memory: sizes.memoryRequest },
                ...(sizes.memoryLimit !== null && { limits: { memory: sizes.memoryLimit } }),
              },
              readinessProbe: probe(READY_SCRIPT, 5, 3),
              livenessProbe: probe(ALIVE_SCRIPT, 15, 6),
              securityContext: containerSecurity,
              volumeMounts: [
                { name: 'data', mountPath: POD.data },
                { name: 'config', mountPath: '/etc/redis', readOnly: true },
                { name: 'run', mountPath: POD.run },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: names.config } },
            { name: 'run', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: sizes.data } } },
        },
      ],
    },
  };
}

function probe(script: string, periodSeconds: number, failureThreshold: number): IProbe {
  return { exec: { command: ['sh', '-c', script] }, periodSeconds, timeoutSeconds: 5, failureThreshold };
}

function startOf({ names }: { readonly names: ObjectNames }): string {
  return startScript(names.secret, POD);
}

function checksumOf(input: ManifestInput): string {
  return createHash('sha256').update(input.conf).update(startOf(input)).digest('hex');
}
