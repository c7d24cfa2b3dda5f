import { AppError } from '../../../../shared/contract/errors.ts';
import type { RestoreKeysRequest } from '../../../../shared/contract/restore-keys.ts';
import { defineAction } from '../../cli/action.ts';
import { choosesNoKeys, previewAndRestore, selectingFlags, selectionOf } from '../../cli/chosen-keys.ts';
import { requireClientId } from '../../cli/require-client.ts';
import * as tenantWords from './words.ts';

export const promoteClient = defineAction({
  name: 'promote-client',
  summary: tenantWords.promoteABranch,
  details: [
    tenantWords.withoutAChoiceAllIsPromoted,
    tenantWords.whatTheBranchLacksIsDeleted,
    tenantWords.chosenKeysArePromotedAlone,
  ],
  flags: ['client-id', ...selectingFlags, 'database', 'existing', 'expiry', 'dry-run'],
  async run(context, args) {
    const id = requireClientId(args, 'promote-client');
    const { branch } = await context.stop.orStop((await context.api()).tenants.get({ id }));
    if (!branch) {
      const expected = tenantWords.aBranch;
      throw new AppError('BAD_VALUE', tenantWords.isNoBranch(id), { field: 'client-id', expected });
    }
    const isAll = choosesNoKeys(args) && (args.database === undefined || args.database === 'all');
    const { existing = 'replace', expiry = 'absolute' } = args;
    const request: RestoreKeysRequest = {
      source: { kind: 'instance', instance: id },
      selection: isAll ? { all: true } : selectionOf(choosesNoKeys(args) ? { ...args, pattern: '*' } : args),
      ...{ into: branch.from, existing, expiry, unsuitable: 'refuse' },
      ...(isAll && { extra: 'delete' }),
    };
    return previewAndRestore(context, args, request);
  },
});
