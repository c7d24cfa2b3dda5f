import { createHash } from 'node:crypto';

/** The names of the objects of one instance. */
export interface ObjectNames {
  /** The StatefulSet and the Service. */
  readonly base: string;
  readonly headless: string;
  readonly config: string;
  readonly secret: string;
  readonly backup: string;
  readonly backupVolume: string;
}

/**
 * A CronJob may have 52 characters, since its jobs get a suffix; so may a StatefulSet, since its pods get the label
 * `controller-revision-hash`. The longest suffix below has 9 characters.
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
const MAX_BASE = 52 - '-headless'.length;
const HASH_DIGITS = 8;

/**
 * Names that are labels of RFC 1035 and RFC 1123. A Service must begin with a letter, which the prefix ensures. An id
 * that had to be changed gets a hash, so that two ids never share a name.
 */
export function objectNames(id: string): ObjectNames {
  const plain = `redis-${id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}`;
  const isExact = id !== '' && plain === `redis-${id}` && plain.length <= MAX_BASE;
  const base = isExact ? plain : `${plain.slice(0, MAX_BASE - HASH_DIGITS - 1).replace(/-$/, '')}-${hashOf(id)}`;
  return {
    base,
    headless: `${base}-headless`,
    config: `${base}-config`,
    secret: `${base}-auth`,
    backup: `${base}-backup`,
    backupVolume: `${base}-backups`,
  };
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, HASH_DIGITS);
}
