/** The requirements for managing other machines, and the tests that check them: files and parts of their names. */
export interface MachinePoint {
  readonly point: string;
  readonly tests: readonly (readonly [file: string, name: string])[];
}

const lost = 'test/faults/machines-lost.test.ts';
const trouble = 'test/faults/machines-trouble.test.ts';
const killed = 'test/faults/move-killed.test.ts';
const engines = 'test/integration/engines.test.ts';
const moves = 'test/integration/move-tenant.test.ts';
const swarm = 'test/integration/swarm.test.ts';
const actions = 'test/integration/engine-actions.test.ts';
const view = 'test/e2e/machines.spec.ts';

export const machinePoints: readonly MachinePoint[] = [
  { point: 'five machines with up to 19 tenants each', tests: [[lost, 'machines with tenants']] },
  { point: "a machine's Docker engine is killed", tests: [[lost, 'the engine of a machine is killed']] },
  { point: 'a link is cut and restored', tests: [[lost, 'the link to a machine is cut']] },
  { point: 'one of three managers of a swarm is lost', tests: [[lost, 'one of three managers']] },
  {
    point: 'two apps manage one engine at the same time',
    tests: [
      [trouble, 'two homes on one machine'],
      [moves, 'another computer works on a tenant'],
    ],
  },
  { point: 'a lease expires', tests: [[trouble, 'a lease that was not renewed']] },
  { point: 'a move of 100,000 keys under writes', tests: [[moves, '100,000 keys under writes']] },
  { point: 'a move is undone', tests: [[moves, 'from one engine to another and back']] },
  { point: 'a tenant with TLS only, and a stopped one, move', tests: [[moves, 'a process with TLS only']] },
  {
    point: 'a tenant with a second port for TLS, there and moved',
    tests: [
      [engines, 'a second port for TLS'],
      [moves, 'a second port for TLS'],
    ],
  },
  {
    point: 'a machine that is reached by TLS: its ports are open for TLS with a password only',
    tests: [
      [engines, 'by TLS'],
      [engines, 'an open port'],
      [engines, 'by SSH, with an open port'],
      [moves, 'to a machine by TLS'],
    ],
  },
  { point: 'what cannot be moved is refused', tests: [[moves, 'what cannot be moved']] },
  { point: 'a service of a swarm moves', tests: [[swarm, 'a service on a worker']] },
  { point: 'a drain', tests: [[moves, 'drain']] },
  { point: 'the app is killed in every step of a move', tests: [[killed, 'in each step, under writes']] },
  { point: 'the replication stream is cut during a move', tests: [[trouble, 'the replication stream is cut']] },
  {
    point: 'the clock of a machine is wrong; the Docker API is too old',
    tests: [[trouble, 'an engine with an old API']],
  },
  {
    point: 'the disk of a machine is full',
    tests: [
      [trouble, 'the disk of a machine is full'],
      [swarm, 'trouble on a node'],
    ],
  },
  { point: 'the host key changed; no key is accepted', tests: [[engines, 'an engine that cannot be used']] },
  { point: 'no rights on the socket; a locked key, without a prompt', tests: [[trouble, 'a user without rights']] },
  { point: 'another engine answers at the address', tests: [[engines, 'another Docker at the same address']] },
  { point: 'a volume is in use', tests: [[trouble, 'the volumes of a destroyed tenant']] },
  {
    point: 'a port or a range of ports is taken',
    tests: [
      [trouble, 'a port outside of the range'],
      [swarm, 'trouble on a node'],
    ],
  },
  { point: 'production asks for the name', tests: [[engines, 'a tenant in production']] },
  { point: 'the view shows the machines in Chromium', tests: [[view, 'machines ›']] },
  { point: 'every action works with --engine', tests: [[actions, 'every action']] },
];
