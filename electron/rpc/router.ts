import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import type { RpcContext } from './context.ts';
import { procedures } from './procedures.ts';

/** The whole contract implemented, for a wire. */
export const router = implement(contract).$context<RpcContext>().router(procedures);
