import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openFleetHome } from '../integration/fleet-fixture.ts';
import { type EngineLab, labProblem } from '../support/engine-lab/lab.ts';
import { loadLabImage } from '../support/engine-lab/lab-image.ts';
import type { LabNode } from '../support/engine-lab/node.ts';
import { raiseMachines } from '../support/machines.ts';
import { patience } from '../support/patience.ts';
import { thorough, thoroughly } from '../support/thorough.ts';
import { waitFor } from '../support/wait-for.ts';

const problem = inject('missing').redis ?? (await labProblem());
const title = `machines that are lost${problem === null ? '' : ` [skipped: ${problem}]`}`;
const NODES = thorough ? 5 : 3;
const TENANTS_EACH = thorough ? 19 : 1;

interface Listed {
  readonly id: string;
  readonly engine: string;
  readonly state: string;
  readonly problem: { readonly code: string } | null;
  readonly lastKnownState: { readonly state: string } | null;
}

describe.skipIf(problem !== null)(title, { timeout: patience.longTestMs }, () => {
  let lab: EngineLab;
  let fleet: Awaited<ReturnType<typeof openFleetHome>>;
  const atEnd: (() => Promise<void>)[] = [];
  const names = Array.from({ length: NODES }, (_, index) => `node${index + 1}`);
  /**
   * The first is in the swarm, if there is one; the second is not, so that its tenants survive the end of their engine.
   */
  const [link, outside] = [names.at(-2) ?? '', names.at(-1) ?? ''];
  const node = (name: string): LabNode => lab.nodes[names.indexOf(name)] as LabNode;
  const list = async () => (await fleet.run('--action', 'list-clients', '--json')).json() as readonly Listed[];
  /** The tenants whose engine does not reply, by engine. */
  const away = async () => [...new Set((await list()).filter(isAway).map(({ engine }) => engine))];
  const isAway = ({ problem: why }: Listed) => why?.code === 'ENGINE_UNREACHABLE';
  const untilAway = (name: string) => waitFor(`${name} to be away`, async () => (await away()).includes(name));
  const untilBack = () => waitFor('all machines', async () => (await away()).length === 0);
  const requireOthersRun = async (name: string) => {
    for (const one of await list()) {
      const expected = one.engine === name ? { lastKnownState: { state: 'running' } } : { state: 'running' };
      expect(one).toMatchObject({ id: one.id, ...expected });
      expect(isAway(one)).toBe(one.engine === name);
    }
  };

  beforeAll(async () => {
    lab = await raiseMachines({ count: NODES, managers: thorough ? 3 : 0, outside: 1 });
    atEnd.push(() => lab.remove());
    await loadLabImage(lab);
    fleet = await openFleetHome(lab, (cleanUp) => atEnd.push(cleanUp), { tenantsEach: TENANTS_EACH + 2 });
    for (const name of names) await fleet.add(name, node(name));
    await Promise.all(
      names.map(async (name) => {
        for (let index = 0; index < TENANTS_EACH; index++)
          await fleet.act('create-client', '--client-id', `t${index}-${name}`, '--engine', name);
      }),
    );
  }, patience.longTestMs);
  afterAll(async () => {
    for (const cleanUp of atEnd.reverse()) await cleanUp();
  });

  test('machines with tenants › all in one list, with the figures of each machine', async () => {
    expect((await list()).map(({ engine, state }) => [engine, state])).toEqual(
      expect.arrayContaining(names.map((name) => [name, 'running'])),
    );
    expect(await list()).toHaveLength(NODES * TENANTS_EACH);
    const { machines } = await fleet.act('engines');
    expect(machines).toEqual(
      expect.arrayContaining(names.map((name) => expect.objectContaining({ name, tenants: TENANTS_EACH }))),
    );
  });

  test('the engine of a machine is killed › unreachable, the others untouched, and back by itself', async () => {
    await node(outside).killEngine();
    await untilAway(outside);
    await requireOthersRun(outside);
    // A tenant on another machine can still be changed.
    await fleet.act('restart', '--client-id', `t0-${link}`, '--yes', 'yes');
    await node(outside).startEngine();
    await untilBack();
    expect((await list()).map(({ state }) => state)).toEqual(Array(NODES * TENANTS_EACH).fill('running'));
    expect(await fleet.redis(`t0-${outside}`, 'ping')).toBe('PONG');
  });

  test('the link to a machine is cut and restored › unreachable meanwhile, and back by itself', async () => {
    await node(link).network.cut();
    await untilAway(link);
    await requireOthersRun(link);
    await node(link).network.restore();
    await untilBack();
    expect(await fleet.redis(`t0-${link}`, 'ping')).toBe('PONG');
  });

  test.skipIf(!thorough)(
    thoroughly('one of three managers is lost › another one restarts and destroys a service'),
    async () => {
      await fleet.act('create-client', '--client-id', 'svc', '--engine', 'node1', '--node', 'node4');
      await node('node1').stopEngine();
      await untilAway('node1');
      await fleet.act('restart', '--client-id', 'svc', '--yes', 'yes');
      expect(await fleet.redis('svc', 'ping')).toBe('PONG');
      await fleet.act('destroy-client', '--client-id', 'svc', '--yes', 'yes');
      await node('node1').startEngine();
      await untilBack();
    },
  );
});
