import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { api } from '../../../client/api.ts';

/**
 * Makes the core open a source while the view is loaded and rendered, so that its first keys arrive sooner. The view
 * requests it again and reports failures.
 */
export function openAhead(source: KeySource): void {
  api.keyspace.folder({ source, database: 0, separator: ':', offset: 0, limit: 0 }).catch(() => undefined);
}
