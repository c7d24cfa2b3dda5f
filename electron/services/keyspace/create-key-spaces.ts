import type { Backups } from '../backups/backups.ts';
import type { InstanceDeps } from '../instances/registry/instance-deps.ts';
import type { Logger } from '../platform/log/logger.ts';
import type { KeySpaces } from './key-spaces.ts';

export interface KeySpaceDeps extends Pick<InstanceDeps, 'environment' | 'catalogue' | 'observer' | 'operations'> {
  readonly backups: Backups;
  readonly log: Logger;
}

export function createKeySpaces(_deps: KeySpaceDeps): KeySpaces {
  throw new Error('under construction');
}
