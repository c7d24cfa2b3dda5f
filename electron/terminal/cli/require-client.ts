import { TENANT_ID_RULE } from '../../../shared/contract/names.ts';
import { badUsage } from '../flags/bad-usage.ts';
import * as cliWords from './words.ts';

/** The named tenant. @throws AppError BAD_VALUE if none is named, or main is */
export function requireClientId(args: { readonly 'client-id'?: string }, action: string): string {
  const id = args['client-id'];
  if (id === undefined) {
    throw badUsage('--client-id', TENANT_ID_RULE, cliWords.actionNeedsClientIdTheTenants(action, TENANT_ID_RULE));
  }
  if (id === 'main') {
    throw badUsage('--client-id', TENANT_ID_RULE, '--client-id: "main" is the main Redis, not a tenant.');
  }
  return id;
}
