import { z } from 'zod';
import {
  DEFAULT_BACKUP_CRON,
  DEFAULT_KEPT_BACKUPS,
  MAX_KEPT_BACKUPS,
  namespacePattern,
  storagePattern,
} from '../kubernetes-names.ts';
import { procedure } from './base.ts';
import { instanceId } from './values.ts';

export const kubernetesExportRequest = z.object({
  id: instanceId,
  /** Null: the manifests name none, and kubectl uses its current one. */
  namespace: z.string().regex(namespacePattern).nullable().default(null),
  /** The size of the data volume as a Kubernetes quantity, such as `10Gi`. Null: derived from `maxmemory`. */
  storage: z.string().regex(storagePattern).nullable().default(null),
  /** When the CronJob saves, as a cron expression of five fields in UTC. */
  cron: z.string().max(200).default(DEFAULT_BACKUP_CRON),
  /** How many backups the CronJob keeps. */
  keep: z.number().int().min(1).max(MAX_KEPT_BACKUPS).default(DEFAULT_KEPT_BACKUPS),
  /** Whether the Secret holds the real password. Otherwise it has a placeholder, with which the pod refuses to start. */
  includePassword: z.boolean().default(false),
});

/** A difference between the instance and its manifests. `subject` is a directive of redis.conf or a topic. */
export const kubernetesNote = z.object({ subject: z.string(), text: z.string() });
export type KubernetesNote = z.infer<typeof kubernetesNote>;

export const kubernetesExport = z.object({
  id: instanceId,
  /** The name of the StatefulSet and its Service. */
  name: z.string(),
  namespace: z.string().nullable(),
  image: z.string(),
  /** A name for the file. */
  file: z.string(),
  /** Whether `yaml` contains the password of the instance. */
  containsPassword: z.boolean(),
  notes: z.array(kubernetesNote),
  /** All manifests as one file of several YAML documents, for `kubectl apply --filename`. */
  yaml: z.string(),
});
export type KubernetesExport = z.infer<typeof kubernetesExport>;

export const kubernetes = {
  /** Reads only. NOT_FOUND, FILE_UNREADABLE, BAD_VALUE for a cron expression that Kubernetes would refuse. */
  export: procedure.input(kubernetesExportRequest).output(kubernetesExport),
};
