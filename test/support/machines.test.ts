import { expect, test } from 'vitest';
import { labProblem } from './engine-lab/lab.ts';
import { raiseMachines } from './machines.ts';

const problem = await labProblem();
const title = `machines › three, one with TLS › a swarm of their host names${problem === null ? '' : ` [skipped: ${problem}]`}`;

test.skipIf(problem !== null)(title, async () => {
  const lab = await raiseMachines({ count: 3, managers: 1, tls: [1] });
  try {
    const names = (await lab.nodes[0]?.docker.listNodes())?.map(({ Description, Spec }) => [
      Description?.Hostname,
      Spec?.Role,
    ]);
    expect(names?.sort()).toEqual([
      ['node1', 'manager'],
      ['node2', 'worker'],
      ['node3', 'worker'],
    ]);
    expect(lab.nodes.map(({ tls }) => tls !== null)).toEqual([false, true, false]);
  } finally {
    await lab.remove();
  }
});
