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

/** How often sizes are checked, and after how many checks the instances are listed again. */
const CHECK_INTERVAL_MS = 15_000;
const CHECKS_PER_LISTING = 8;

/** The rotated files of a log, newest first. */
export function olderLogs(path: string): readonly string[] {
  return rotatedNames(path, redisLogRule);
}

/**
 * Rotates a log that is too large. Redis reopens its log for every line (serverLogRaw in server.c), so renaming is safe.
 * A server that logs to standard output keeps the file open, so its log is rotated only while it is stopped. A file of
 * another user is never rotated, because that user could not write to the new one.
 */
export async function rotateLog(instance: Pick<ManagedInstance, 'paths' | 'entry'>): Promise<boolean> {
  const { paths, entry } = instance;
  const file = await orNull(stat(paths.logFile));
  if (!file || file.size <= redisLogRule.largestBytes) return false;
  const mine = process.getuid === undefined || file.uid === process.getuid();
  if (!mine || (entry?.state === 'running' && !opensForEveryLine(instance))) return false;
  return rotateFile(paths.logFile, redisLogRule);
}

/** Whether the server opens the log by name. Compares base names, because the folder differs in a container. */
export function opensForEveryLine(instance: Pick<ManagedInstance, 'paths' | 'entry'>): boolean {
  const configured = configuredLogFile(confPlaceOf(instance));
  const { logFile } = instance.paths;
  return configured !== null && configured !== '' && basename(configured) === basename(logFile);
}

/** Rotates the logs of all instances in the background. @returns a function that stops it */
export function keepLogsSmall(catalogue: Catalogue, log: Logger): () => void {
  let instances: readonly ManagedInstance[] = [];
  let checks = 0;
  let checking = false;
  const checkAll = async () => {
    if (checks % CHECKS_PER_LISTING === 0) instances = await catalogue.all();
    checks += 1;
    for (const instance of instances) {
      await rotateLog(instance).catch((error) => log.error(`could not rotate the log of ${instance.id}`, error));
    }
  };
  const timer = setInterval(() => {
    if (checking) return;
    checking = true;
    void checkAll()
      .catch((error) => log.error('could not check the logs', error))
      .finally(() => {
        checking = false;
      });
  }, CHECK_INTERVAL_MS);
  timer.unref();
  return () => clearInterval(timer);
}
