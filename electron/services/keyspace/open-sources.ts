import { stat } from 'node:fs/promises';
import type { KeySource } from '../../../shared/contract/keyspace.ts';
import { orNull } from '../platform/files/file-errors.ts';
import { createKeptOpen, type KeptOpen } from './kept-open.ts';
import type { OpenedSource } from './opened-source.ts';

export type OpenSources = KeptOpen<KeySource, OpenedSource>;

export function createOpenSources(open: (source: KeySource) => OpenedSource): OpenSources {
  return createKeptOpen({ open, versionOf: sourceVersion });
}

/** Size and time of a file, which another program may replace. */
export async function sourceVersion(source: KeySource): Promise<string> {
  if (source.kind !== 'file') return '';
  const found = await orNull(stat(source.path));
  return found ? `${found.size} ${found.mtimeMs}` : '';
}
