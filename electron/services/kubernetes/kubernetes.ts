import type { z } from 'zod';
import type { KubernetesExport, kubernetesExportRequest } from '../../../shared/contract/kubernetes.ts';

export type KubernetesExportRequest = z.output<typeof kubernetesExportRequest>;

/** Instances as manifests for a Kubernetes cluster. The app itself never talks to a cluster. */
export interface Kubernetes {
  /**
   * Creates the manifests of an instance from its redis.conf, running or not. Its data is not part of them.
   * @throws AppError NOT_FOUND, FILE_UNREADABLE, BAD_VALUE for an invalid cron expression
   */
  export(request: KubernetesExportRequest): Promise<KubernetesExport>;
}
