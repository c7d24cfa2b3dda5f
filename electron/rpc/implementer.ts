import { implement } from '@orpc/server';
import { contract } from '../../shared/contract/contract.ts';
import { toClientError } from './client-error.ts';
import type { RpcContext } from './context.ts';
import { guardStream, isStream, refuseFlood } from './guard.ts';

/** Also wraps the validation, so that every error reaches a client through `toClientError`. */
export const os = implement(contract)
  .$context<RpcContext>()
  .use(async ({ context, path, signal, next }) => {
    refuseFlood(context);
    const procedure = path.join('.');
    const { log, environment } = context.services;
    try {
      const result = await next();
      if (!isStream(result.output)) return result;
      return { ...result, output: guardStream(result.output, log, procedure, signal, environment.home) };
    } catch (error) {
      throw toClientError(error, log, procedure, environment.home);
    }
  });
