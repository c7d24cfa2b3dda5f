import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Catalogue, ManagedInstance } from '../instances/registry/catalogue.ts';
import { orNull } from '../platform/files/file-errors.ts';
import { type RotationRule, rotatedNames, rotateFile } from '../platform/files/rotate-file.ts';
import type { Logger } from '../platform/log/logger.ts';
import { confPlaceOf } from '../redis/conf/conf-place.ts';
import { configuredLogFile } from './configured-log-file.ts';

/** redis.log, redis.log.1 and redis.log.2, of 10 MB each. */
export const redisLogRule: RotationRule = { largestBytes: 10 * 1024 * 1024, files: 3 };

/** How often it is looked at sizes, and after how many looks which instances there are, ms. */
const LOOK_EVERY_MS = 15_000;
const LIST_EVERY = 8;

/** Where a log's former lines are, the newest first. */
export function olderLogs(path: string): readonly string[] {
  return rotatedNames(path, redisLogRule);
}

/**
 * Rotates the log of an instance that has become too large. Redis opens its log again for every line (serverLogRaw in
 * server.c), so a new name does not disturb it. A server that logs to its output instead keeps the file open: that one
 * is left until it has stopped. So is a file of another user: what we would make in its place he could not write.
 * @returns whether it was rotated
 */
export async function rotateLog(known: Pick<ManagedInstance, 'paths' | 'entry'>): Promise<boolean> {
  const { paths, entry } = known;
  const file = await orNull(stat(paths.logFile));
  if (!file || file.size <= redisLogRule.largestBytes) return false;
  const mine = process.getuid === undefined || file.uid === process.getuid();
  if (!mine || (entry?.state === 'running' && !opensForEveryLine(known))) return false;
  return rotateFile(paths.logFile, redisLogRule);
}

/** Whether its server writes to that file by its name. In a container the folder has another name. */
export function opensForEveryLine(known: Pick<ManagedInstance, 'paths' | 'entry'>): boolean {
  const configured = configuredLogFile(confPlaceOf(known));
  const { logFile } = known.paths;
  return configured !== null && configured !== '' && basename(configured) === basename(logFile);
}

/** Keeps the logs of all instances small for as long as a face runs. @returns ends it */
export function keepLogsSmall(catalogue: Catalogue, log: Logger): () => void {
  let instances: readonly ManagedInstance[] = [];
  let looks = 0;
  let looking = false;
  const look = async () => {
    if (looks % LIST_EVERY === 0) instances = await catalogue.all();
    looks += 1;
    for (const known of instances) {
      await rotateLog(known).catch((error) => log.error(`the log of ${known.id} could not be rotated`, error));
    }
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look()
      .catch((error) => log.error('logs could not be looked at', error))
      .finally(() => {
        looking = false;
      });
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
