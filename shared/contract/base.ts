import { oc } from '@orpc/contract';
import { errorMap } from './errors.ts';

/** What every procedure of the contract starts from: the typed failures. */
export const procedure = oc.errors(errorMap);
