import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { api } from '../../../client/api.ts';

/**
 * Lets the core open a source while the view is loaded and drawn, so that its first keys are there sooner. The view
 * asks again and reports what fails.
 */
export function openAhead(source: KeySource): void {
  api.keyspace.folder({ source, database: 0, separator: ':', offset: 0, limit: 0 }).catch(() => undefined);
}
