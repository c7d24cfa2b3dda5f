import type { KeyType } from '../../../../shared/contract/key-name.ts';

export const sortedSet = 'sorted set';
export const noExpiry = 'No expiry';
export const withinAnHour = 'Within an hour';
export const wordsOrMore = (words: string) => `${words} or more`;
export const offline = 'Unavailable while disconnected';
export const elements = {
  string: ['byte', 'bytes'],
  list: ['item', 'items'],
  set: ['member', 'members'],
  zset: ['member', 'members'],
  hash: ['field', 'fields'],
  stream: ['entry', 'entries'],
  module: ['byte', 'bytes'],
} as Readonly<Record<KeyType, readonly [one: string, many: string]>>;
export const file = 'File';
export const backupOf = (title: string, instance: string) => `the backup ${title} of ${instance}`;
export const totals = (keys: string, databases: string) => `${keys} in ${databases}`;
export const soFar = (totals: string) => `${totals} so far`;
export const expiredNow = 'expired';
export const readOnlyBackup = 'Read-only backup';
export const readOnlyFile = 'Read-only file';
export const ofTime = (what: string, at: string) => `${what} of ${at}`;
export const noFork = 'no fork';
export const oneFork = 'one fork';
export const manyForks = (count: string) => `${count} forks`;
export const cost = (forked: string, seconds: string) => `${forked}, ${seconds} s of its main thread`;
export const searchKinds = { contains: 'Contains', glob: 'Glob', regex: 'Regex' };
export const expiredChoice = 'Expired';
export const emptyKey = '(empty key)';
