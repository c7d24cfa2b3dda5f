import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext';
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';
import type { ObjectNames } from './object-names.ts';
import type { Sizes } from './sizes.ts';

/** The input of one instance's manifests. */
export interface ManifestInput {
  readonly names: ObjectNames;
  /** Null: none is named. */
  readonly namespace: string | null;
  readonly image: string;
  /** The redis.conf of the pod. */
  readonly conf: string;
  readonly sizes: Sizes;
  readonly cron: string;
  readonly keep: number;
}

/** The user and group of the official images of Redis; others work too, since the volumes belong to the group. */
const REDIS_ID = 999;

/** As the profile "restricted" demands. https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const podSecurity: IPodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: REDIS_ID,
  runAsGroup: REDIS_ID,
  fsGroup: REDIS_ID,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

export const containerSecurity: ISecurityContext = {
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
};

type Component = 'server' | 'backup';

interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Record<string, string>;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export function labelsOf({ base }: ObjectNames, component: Component): Record<string, string> {
  return {
    'app.kubernetes.io/name': 'redis',
    'app.kubernetes.io/instance': base,
    'app.kubernetes.io/component': component,
  };
}

export function metadataOf(
  { names, namespace }: Pick<ManifestInput, 'names' | 'namespace'>,
  name: string,
  component: Component,
): ObjectMetadata {
  return { name, ...(namespace !== null && { namespace }), labels: labelsOf(names, component) };
}

/** redis-cli reads the password from this variable, so that it is in no argument. */
export function passwordVariable({ secret }: ObjectNames): IEnvVar {
  return { name: 'REDISCLI_AUTH', valueFrom: { secretKeyRef: { name: secret, key: 'password' } } };
}
