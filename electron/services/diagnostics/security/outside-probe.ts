import { execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { isIP, isIPv6 } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** An address of this computer other than loopback. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

/** A connection that is not open after this time is filtered: it was not refused. */
const CONNECT_MS = 1000;

/**
 * Runs in the namespace: configures its end of the cable, then tries each address and prints a 1 or a 0 for it. It
 * first reads from its input, because the cable is connected after it started, and ends with its input.
 */
const inside = `
const { execFileSync } = require('node:child_process');
const { connect } = require('node:net');
process.stdin.once('data', async (text) => {
  const { commands, places, waitMs } = JSON.parse(text);
  for (const command of commands) execFileSync('ip', command, { stdio: 'ignore' });
  const tried = places.map(({ address, port }) => new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const end = (open) => { socket.destroy(); resolve(open); };
    socket.setTimeout(waitMs, () => end(0));
    socket.once('connect', () => end(1));
    socket.once('error', () => end(0));
  }));
  process.stdout.write((await Promise.all(tried)).join(''), () => process.exit(0));
});
process.stdin.once('end', () => process.exit(1));
process.stdout.write('+');
`;

/**
 * Tries addresses of this computer as another computer would: from a network namespace connected to this computer by a
 * virtual cable, so that firewall rules apply. Nothing is sent. The namespace and the cable end with the process
 * inside, whatever happens to this app. IPv6 addresses are not tried.
 * @param withinMs the maximum time of the whole probe
 * @returns for each address whether a connection succeeded, null if unknown; null for all of them if no namespace can
 * be created: not on Linux, not as root, without the program `ip`, or not in time
 */
export async function probeFromOutside(
  places: readonly Place[],
  withinMs: number,
): Promise<readonly (boolean | null)[] | null> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const tried = places.filter(({ address }) => isIP(address) !== 0 && !isIPv6(address));
  if (tried.length === 0) return places.map(() => null);
  const replies = await probe(tried, withinMs).catch(() => null);
  if (replies === null) return null;
  return places.map((place) => {
    const at = tried.indexOf(place);
    return at < 0 ? null : replies[at] === '1';
  });
}

/** @returns a character for each address @throws Error with the failure */
async function probe(places: readonly Place[], withinMs: number): Promise<string> {
  const child = spawn('unshare', ['--net', '--', process.execPath, '-e', inside], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { PATH: process.env.PATH ?? '', ELECTRON_RUN_AS_NODE: '1' },
    timeout: withinMs,
    killSignal: 'SIGKILL',
  });
  child.stdin.on('error', () => undefined);
  let output = '';
  let heard: () => void = () => undefined;
  const started = new Promise<void>((resolve) => {
    heard = resolve;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    heard();
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`the probe ended with ${code}`))));
  });
  // Awaited below; until then a failure must not count as unhandled.
  ended.catch(() => undefined);
  try {
    await Promise.race([started, ended]);
    const commands = await plugIn(child.pid ?? 0);
    child.stdin.write(JSON.stringify({ commands, places, waitMs: CONNECT_MS }));
    await ended;
    const replies = output.slice(1);
    if (replies.length !== places.length) throw new Error('the probe did not try every place');
    return replies;
  } finally {
    child.kill('SIGKILL');
  }
}

/**
 * A cable from this computer into the namespace of a process. Its addresses are link-local, from the block that no
 * network assigns, so they cannot collide. They are random, so that two probes can run simultaneously.
 * @returns the arguments of `ip` that configure the other end
 */
async function plugIn(pid: number): Promise<readonly (readonly string[])[]> {
  const block = 4 * randomInt(64, 64 * 255);
  const address = (host: number) => `169.254.${block >> 8}.${(block & 255) + host}`;
  const [name, other] = [`vrd-${pid}`, 'outside'];
  await run('ip', ['link', 'add', name, 'type', 'veth', 'peer', 'name', other, 'netns', String(pid)]);
  await run('ip', ['address', 'add', `${address(1)}/30`, 'dev', name]);
  await run('ip', ['link', 'set', name, 'up']);
  return [
    ['address', 'add', `${address(2)}/30`, 'dev', other],
    ['link', 'set', other, 'up'],
    ['route', 'add', 'default', 'via', address(1)],
  ];
}
