import { isAbsolute, resolve } from 'node:path';

/** The files that the app is associated with, and those that its readers take. */
const ENDINGS = /\.(redis-backup|rdb|aof|rdb\.gz|tar|tar\.gz|tgz)$/i;

/** Whether an argument is meant as a file for the app, by its name alone. */
export function isRedisFile(argument: string): boolean {
  return !argument.startsWith('-') && ENDINGS.test(argument) && !argument.includes('\0');
}

/**
 * The route that shows the keys of a file, as nothing is imported or changed by opening it.
 * @param folder which a relative path starts at
 */
export function routeOfFile(path: string, folder: string): string {
  const absolute = isAbsolute(path) ? path : resolve(folder, path);
  return `/keys?file=${encodeURIComponent(JSON.stringify(absolute))}`;
}
