import { mkdirSync, rmSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { runProgram } from '../run-program.ts';

/** A network namespace with its own address on the switch of its lab. */
export interface LabNetwork {
  /** The address of the namespace. */
  readonly address: string;
  /** The words that start a program inside it. `ip netns exec` would hide the control groups from a Docker engine. */
  readonly enter: readonly [string, ...string[]];
  /** Cuts the link, as a pulled cable does. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  remove(): Promise<void>;
}

/** The switch to which this machine and the machines of a lab are plugged in. */
export interface LabSwitch {
  readonly namespace: string;
  /** The first three numbers of all addresses, and the last one of this machine. */
  readonly block: { readonly beginning: string; readonly here: number };
  remove(): Promise<void>;
}

const ip = async (...args: readonly string[]) => {
  const { code, stderr } = await runProgram('ip', args);
  if (code !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
};

const BRIDGE = 'switch0';
/** Addresses in a lab: that of the network, this machine, and 14 others. */
const BLOCK = 16;
let labs = 0;

/** The next block of addresses of 10.231.0.0/16. */
function nextBlock(): LabSwitch['block'] {
  labs += 1;
  const start = ((process.pid * 4 + labs) % 4096) * BLOCK;
  return { beginning: `10.231.${start >> 8}`, here: (start & 255) + 1 };
}

function isTaken({ beginning, here }: LabSwitch['block']): boolean {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.some(({ address }) => address === `${beginning}.${here}`);
}

/**
 * In a namespace of its own: a Docker engine of this machine makes its firewall drop what a bridge here would forward.
 */
export async function createSwitch(token: string): Promise<LabSwitch> {
  let block = nextBlock();
  // Another lab of this machine may have it: two would answer at the same address.
  while (isTaken(block)) block = nextBlock();
  const namespace = `${token}-switch`;
  // An interface has a name of at most 15 characters.
  const here = `ve${process.pid % 100_000}s${labs % 100}`;
  await ip('netns', 'add', namespace);
  try {
    await ip('-n', namespace, 'link', 'add', 'name', BRIDGE, 'type', 'bridge');
    await ip('-n', namespace, 'link', 'set', BRIDGE, 'up');
    await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', 'uplink', 'netns', namespace);
    await ip('-n', namespace, 'link', 'set', 'uplink', 'master', BRIDGE, 'up');
    await ip('addr', 'add', `${block.beginning}.${block.here}/28`, 'dev', here);
    await ip('link', 'set', here, 'up');
  } catch (error) {
    await runProgram('ip', ['netns', 'del', namespace]);
    throw error;
  }
  return {
    namespace,
    block,
    async remove() {
      await runProgram('ip', ['link', 'del', here]);
      await runProgram('ip', ['netns', 'del', namespace]);
      rmSync(`/run/netns/${namespace}`, { force: true });
    },
  };
}

/** @param index 0 to 12, different for every namespace of a switch */
export async function createNetwork(plugged: LabSwitch, token: string, index: number): Promise<LabNetwork> {
  const name = `${token}-${index}`;
  const { namespace, block } = plugged;
  const port = `port${index}`;
  const address = `${block.beginning}.${block.here + 1 + index}`;
  mkdirSync('/run/sshd', { recursive: true });
  await ip('netns', 'add', name);
  await ip('-n', namespace, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  await ip('-n', namespace, 'link', 'set', port, 'master', BRIDGE, 'up');
  await ip('-n', name, 'addr', 'add', `${address}/28`, 'dev', 'eth0');
  await ip('-n', name, 'link', 'set', 'eth0', 'up');
  await ip('-n', name, 'link', 'set', 'lo', 'up');
  return {
    address,
    enter: ['nsenter', `--net=/run/netns/${name}`],
    cut: () => ip('-n', namespace, 'link', 'set', port, 'down'),
    restore: () => ip('-n', namespace, 'link', 'set', port, 'up'),
    async remove() {
      await runProgram('ip', ['netns', 'del', name]);
      rmSync(`/run/netns/${name}`, { force: true });
    },
  };
}
