import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import * as tenantWords from './words.ts';

export const testIsolation = defineAction({
  name: 'test-isolation',
  summary: tenantWords.testFromInsideEveryTenantWhether,
  details: [tenantWords.isolationTestDetail],
  flags: [],
  async run(context) {
    const { result } = await perform(context, (api) => api.tenants.testIsolation());
    const lines = result.probes.map(({ from, to, by, target, outcome, detail }) =>
      tenantWords.fromToByTargetOutcomeDetail(from, to, by, target, outcome, detail),
    );
    const verdict = !result.ok
      ? tenantWords.isolationNotVerified
      : result.probes.length === 0
        ? tenantWords.nothingCouldBeTestedThisNeeds
        : tenantWords.noTenantCanReachAnotherCounted(counted(result.probes.length, 'try', 'tries'));
    const left = result.left.map(({ id, reason }) => tenantWords.idWasNotTestedReason(id, reason));
    context.output.answer(result, [verdict, ...lines, ...left]);
    return result.ok ? exitCodes.done : exitCodes.failed;
  },
});
