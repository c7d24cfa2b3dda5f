// For the flags of the CLI and the fields of a view: nothing in this file imports zod.

/** The name of a namespace: a label of RFC 1123, of at most 63 characters. */
export const namespacePattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

export const NAMESPACE_RULE =
  '1 to 63 characters: lower-case letters a–z, digits and hyphens, beginning and ending with a letter or digit';

/**
 * The size of a volume as a quantity of Kubernetes: a whole number with a unit.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const storagePattern = /^[1-9]\d{0,5}(Mi|Gi|Ti|M|G|T)$/;

export const STORAGE_RULE = 'a whole number with a unit of Kubernetes, such as 500Mi, 10Gi or 1Ti';

/** How many backups the CronJob keeps, unless another number is chosen. */
export const DEFAULT_KEPT_BACKUPS = 7;
export const MAX_KEPT_BACKUPS = 1000;

/** Every night, in UTC. */
export const DEFAULT_BACKUP_CRON = '0 3 * * *';
