import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../../shared/contract/machine.ts';
import { type DrainedTenant, planDrain } from './plan-drain.ts';

const GB = 1024 ** 3;

const machine = (name: string, change: Partial<Machine> = {}): Machine => ({
  ...{ name, address: `ssh://${name}`, context: null, production: false, ports: { start: 7000, end: 7018 } },
  ...{ state: 'connected', since: null, problem: null, product: 'Docker', version: '28.2.2' },
  ...{ answeredInMs: 6, memoryBytes: 8 * GB, processors: 4, tenants: 0 },
  ...change,
});

const tenant = (client: string, engine: string | undefined, limitGb: number | null, usedGb = 0): DrainedTenant => ({
  ...{ client, state: 'running', passwordSet: true, isOpen: false, beside: [] },
  ...(engine !== undefined && { engine }),
  memory: { usedBytes: usedGb * GB, peakBytes: null, limitBytes: limitGb === null ? null : limitGb * GB },
});

const drain = (machines: readonly Machine[], tenants: readonly DrainedTenant[], to: string[], engine = 'old') =>
  planDrain({ engine, to, forward: false }, machines, tenants, new Map());

const placesOf = ({ moves }: ReturnType<typeof planDrain>) => moves.map(({ id, to }) => `${id} → ${to}`);

describe('plan of a drain › open ports', () => {
  const plan = (to: string[], tenants: readonly DrainedTenant[]) =>
    planDrain(
      { engine: 'old', to, publish: 'tls', forward: false },
      ['local', 'old', 'a'].map((name) => machine(name)),
      tenants,
      new Map(),
    );

  test('a tenant without a password › stays with the reason', () => {
    const { moves, left } = plan(
      ['a'],
      [tenant('safe', 'old', 1), { ...tenant('bare', 'old', 1), passwordSet: false }],
    );
    expect([moves.map(({ id }) => id), left]).toEqual([
      ['safe'],
      [{ id: 'bare', reason: expect.stringContaining('no password') }],
    ]);
  });

  test('this computer as a target › refused, because it opens no port', () => {
    expect(() => plan(['a', 'local'], [])).toThrow(/publish: local is this computer/);
  });
});

describe('plan of a drain › places', () => {
  test('tenants of several sizes › the largest first, each to the machine with the most memory left', () => {
    const machines = [machine('old'), machine('a', { memoryBytes: 6 * GB }), machine('b', { memoryBytes: 5 * GB })];
    const tenants = [tenant('small', 'old', 1), tenant('large', 'old', 4), tenant('middle', 'old', 2)];
    expect(placesOf(drain(machines, tenants, ['a', 'b']))).toEqual(['large → a', 'middle → b', 'small → b']);
  });

  test('tenants that are there already › their limits are not free; without a limit, what they use', () => {
    const machines = [machine('old'), machine('a'), machine('b')];
    const there = [tenant('busy', 'a', null, 7), tenant('promised', 'b', 2)];
    expect(placesOf(drain(machines, [...there, tenant('one', 'old', 1)], ['a', 'b']))).toEqual(['one → b']);
  });

  test('this computer › its tenants have no engine in their record', () => {
    const machines = [machine('local'), machine('a')];
    const tenants = [tenant('here', undefined, 1), tenant('there', 'a', 1)];
    expect(placesOf(drain(machines, tenants, ['a'], 'local'))).toEqual(['here → a']);
    expect(placesOf(drain(machines, tenants, ['local'], 'a'))).toEqual(['there → local']);
  });

  test('a machine of unknown memory › comes after one with room', () => {
    const machines = [machine('old'), machine('unknown', { memoryBytes: null }), machine('a')];
    expect(placesOf(drain(machines, [tenant('one', 'old', 1)], ['unknown', 'a']))).toEqual(['one → a']);
  });

  test('a figure for each move › what the tenant uses', () => {
    const [move] = drain([machine('old'), machine('a')], [tenant('one', 'old', 2, 1)], ['a']).moves;
    expect(move).toEqual({ id: 'one', to: 'a', memoryBytes: GB });
  });
});

describe('plan of a drain › what stays', () => {
  test('a tenant that starts › stays, with the reason; a stopped one moves', () => {
    const starting = { ...tenant('off', 'old', 1), state: 'starting' as const };
    const stopped = { ...tenant('on', 'old', 1), state: 'stopped' as const };
    const plan = drain([machine('old'), machine('a')], [starting, stopped], ['a']);
    expect(placesOf(plan)).toEqual(['on → a']);
    expect(plan.left).toEqual([
      { id: 'off', reason: 'It is starting. Only a tenant that runs or is stopped can move.' },
    ]);
  });

  test('fewer free ports than tenants › the smaller ones stay', () => {
    const machines = [machine('old'), machine('a', { ports: { start: 7000, end: 7001 } })];
    const tenants = [tenant('there', 'a', 1), tenant('small', 'old', 1), tenant('large', 'old', 2)];
    const plan = drain(machines, tenants, ['a']);
    expect(placesOf(plan)).toEqual(['large → a']);
    expect(plan.left).toEqual([{ id: 'small', reason: 'The other machines have no free ports.' }]);
  });

  test('any tenants and machines › each tenant of the machine once, and no machine takes more than its ports', () => {
    const names = fc.constantFrom('old', 'a', 'b');
    const tenants = fc.array(fc.tuple(names, fc.integer({ min: 0, max: 9 }), fc.boolean()), { maxLength: 40 });
    const ports = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(tenants, ports, ports, (given, portsOfA, portsOfB) => {
        const room = { a: portsOfA, b: portsOfB };
        const machines = [machine('old')].concat(
          (['a', 'b'] as const).map((name) => machine(name, { ports: { start: 7001, end: 7000 + room[name] } })),
        );
        const all = given.map(([engine, gb, runs], at) => ({
          ...tenant(`t${at}`, engine, gb),
          state: runs ? ('running' as const) : ('stopped' as const),
        }));
        const { moves, left } = drain(machines, all, ['a', 'b']);
        const own = all.filter(({ engine }) => engine === 'old').map(({ client }) => client);
        expect([...moves, ...left].map(({ id }) => id).sort()).toEqual([...own].sort());
        for (const name of ['a', 'b'] as const) {
          const there = all.filter(({ engine }) => engine === name).length;
          const moved = moves.filter(({ to }) => to === name).length;
          expect(moved === 0 || there + moved <= room[name]).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('plan of a drain › machines that forward no ports', () => {
  const machines = [machine('old'), machine('tcp'), machine('a', { memoryBytes: GB })];
  const refusals = new Map([['tcp', { forwarded: 'tcp forwards no ports.', open: null }]]);
  const plan = (to: string[], ...tenants: readonly DrainedTenant[]) =>
    planDrain({ engine: 'old', to, forward: false }, machines, tenants, refusals);
  const open = { ...tenant('open', 'old', 1), isOpen: true };

  test('only such a machine › tenants stay with its reason, but one with an open port moves', () => {
    const { moves, left } = plan(['tcp'], tenant('inner', 'old', 1), open);
    expect([moves.map(({ id }) => id), left]).toEqual([['open'], [{ id: 'inner', reason: 'tcp forwards no ports.' }]]);
  });

  test('another machine too › takes the tenants without an open port, however little memory it has', () => {
    expect(placesOf(plan(['tcp', 'a'], tenant('inner', 'old', 1)))).toEqual(['inner → a']);
  });

  test('with open ports › the machine takes all of them', () => {
    const input = { engine: 'old', to: ['tcp'], publish: 'tls' as const, forward: false };
    expect(placesOf(planDrain(input, machines, [tenant('inner', 'old', 1)], refusals))).toEqual(['inner → tcp']);
  });
});

test('plan of a drain › a tenant with services beside it › stays with the remedy', () => {
  const served = { ...tenant('served', 'old', 1), beside: ['PostgreSQL', 'MinIO'] };
  const { moves, left } = drain([machine('old'), machine('a')], [served], ['a']);
  expect([moves, left]).toEqual([
    [],
    [{ id: 'served', reason: expect.stringContaining('Remove PostgreSQL and MinIO') }],
  ]);
});

describe('plan of a drain › refused', () => {
  const machines = [machine('old'), machine('a')];

  test('an unknown machine › its field, and the existing machines', () => {
    expect(() => drain(machines, [], ['b'])).toThrow('targets: there is no engine "b". Give one of old, a.');
    expect(() => drain(machines, [], ['a'], 'x')).toThrow('drain: there is no engine "x". Give one of old, a.');
  });

  test('the machine itself as a target › refused', () => {
    expect(() => drain(machines, [], ['a', 'old'])).toThrow('targets: old cannot take its own tenants.');
  });

  test('a target that is away › refused with the reason', () => {
    const problem = { message: 'No route to nuc.', fix: 'Check your VPN.' };
    const nuc = machine('nuc', { state: 'unreachable', problem });
    expect(() => drain([...machines, nuc], [], ['nuc'])).toThrow('targets: nuc cannot take tenants: No route to nuc.');
    const silent = machine('nuc', { state: 'unreachable' });
    expect(() => drain([...machines, silent], [], ['nuc'])).toThrow('nuc cannot take tenants: it does not answer');
  });
});
