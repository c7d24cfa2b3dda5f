import { oc } from '@orpc/contract';
import { errorMap } from './error-data.ts';

/** The base of every procedure, with the typed failures. */
export const procedure = oc.errors(errorMap);
