import { counted } from '../../../../shared/format/count.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';

export const testIsolation = defineAction({
  name: 'test-isolation',
  summary: 'Try from inside every tenant to reach every other one',
  details: ['By address, by the network’s gateway and by name. Exit code 1 when one could be reached.'],
  flags: [],
  async run(context) {
    const { result: proof } = await perform(context, (api) => api.tenants.proveIsolation());
    const lines = proof.probes.map(
      ({ from, to, by, target, outcome, detail }) => `  ${from} → ${to} by ${by} (${target}): ${outcome}, ${detail}`,
    );
    const verdict = !proof.ok
      ? 'Isolation is not verified: see which tenants were reached or not tested.'
      : proof.probes.length === 0
        ? 'Nothing could be tried: this needs two running tenants with networks of their own.'
        : `No tenant can reach another: ${counted(proof.probes.length, 'try', 'tries')}, all blocked.`;
    const left = proof.left.map(({ id, reason }) => `  ${id} was not tried: ${reason}`);
    context.output.answer(proof, [verdict, ...lines, ...left]);
    return proof.ok ? exitCodes.done : exitCodes.failed;
  },
});
