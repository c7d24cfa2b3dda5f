import type { Translation } from '../../../../shared/translation.ts';
import { dataDirectives } from './directives/data.ts';
import { replicationDirectives } from './directives/replication.ts';
import { serverDirectives } from './directives/server.ts';
import type * as english from './directives.ts';

export const translation: Translation<typeof english> = {
  directives: { ...dataDirectives, ...serverDirectives, ...replicationDirectives },
};
