import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import * as tenantWords from './words.ts';

export const testIsolation = defineAction({
  name: 'test-isolation',
  summary: tenantWords.testFromInsideEveryTenantWhether,
  details: [tenantWords.byAddressByTheGatewayOf],
  flags: [],
  async run(context) {
    const { result: proof } = await perform(context, (api) => api.tenants.proveIsolation());
    const lines = proof.probes.map(({ from, to, by, target, outcome, detail }) =>
      tenantWords.fromToByTargetOutcomeDetail(from, to, by, target, outcome, detail),
    );
    const verdict = !proof.ok
      ? tenantWords.isolationIsNotVerifiedSeeWhich
      : proof.probes.length === 0
        ? tenantWords.nothingCouldBeTestedThisNeeds
        : tenantWords.noTenantCanReachAnotherCounted(counted(proof.probes.length, 'try', 'tries'));
    const left = proof.left.map(({ id, reason }) => tenantWords.idWasNotTestedReason(id, reason));
    context.output.answer(proof, [verdict, ...lines, ...left]);
    return proof.ok ? exitCodes.done : exitCodes.failed;
  },
});
