import { randomBytes } from 'node:crypto';
import { timeStamp } from '../../platform/time/time-stamp.ts';

/** The name a backup gets when none is given. */
export function automaticName(at: Date): string {
  return `redis-backup-${timeStamp(at)}`;
}

/** The name of a backup taken before something that can lose data. */
export function safetyName(before: string, at: Date): string {
  return `safety-${before}-${timeStamp(at)}`;
}

/** A name in a backups folder that the list never shows: it does not begin with a letter or digit. */
export function hiddenName(): string {
  return `.part-${process.pid}-${randomBytes(6).toString('hex')}`;
}
