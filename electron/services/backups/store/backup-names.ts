import { randomBytes } from 'node:crypto';
import { timeStamp } from '../../platform/time/time-stamp.ts';

/** The default name of a backup. */
export function automaticName(at: Date): string {
  return `redis-backup-${timeStamp(at)}`;
}

/** The name of a safety backup. @param before the action that can lose data */
export function safetyName(before: string, at: Date): string {
  return `safety-${before}-${timeStamp(at)}`;
}

/** A file name that is never listed, because it does not begin with a letter or digit. */
export function hiddenName(): string {
  return `.part-${process.pid}-${randomBytes(6).toString('hex')}`;
}
