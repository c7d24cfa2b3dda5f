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

/** The name itself, or with `-2`, `-3`… where it is taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) {
    const next = `${name.slice(0, 100 - 12)}-${number}`;
    if (!taken.has(next)) return next;
  }
}

/** A name in a backups folder that the list never shows: it does not begin with a letter or digit. */
export function hiddenName(): string {
  return `.part-${process.pid}-${randomBytes(6).toString('hex')}`;
}
