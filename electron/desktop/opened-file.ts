import { isAbsolute, resolve } from 'node:path';

/** The files that the app is associated with, and others that the app can read. */
const ENDINGS = /\.(redis-backup|rdb|aof|rdb\.gz|tar|tar\.gz|tgz)$/i;

/** Whether an argument is a file for the app, judged by its name alone. */
export function isRedisFile(argument: string): boolean {
  return !argument.startsWith('-') && ENDINGS.test(argument) && !argument.includes('\0');
}

/**
 * The route that shows the keys of a file. Opening a file imports and changes nothing.
 * @param folder the folder that a relative path starts from
 */
export function routeOfFile(path: string, folder: string): string {
  const absolute = isAbsolute(path) ? path : resolve(folder, path);
  return `/keys?file=${encodeURIComponent(JSON.stringify(absolute))}`;
}
