import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { createRedisLink, type RedisTarget } from '../../redis/connection/redis-link.ts';
import type { Settings } from '../../settings/settings.ts';
import { probeFromOutside } from './outside-probe.ts';

/** A connection that is not open after this time is filtered: it was not refused. */
const CONNECT_MS = 1000;
/** The time limit for the evidence of one instance. */
const ANSWER_MS = 3000;
const DENIED_SHOWN = 128;

/** What is known about the access to one instance. */
export interface SecurityEvidence {
  readonly status: InstanceStatus;
  /** Values of the running server, otherwise of redis.conf; null if unreadable. */
  readonly settings: {
    readonly bind: string;
    readonly protectedMode: boolean;
    readonly tlsPort: boolean;
    readonly plainPort: boolean;
  } | null;
  /** Addresses of this computer, other than loopback, at which a connection to the port succeeded. */
  readonly openAt: readonly string[];
  /** Those that answered from a network namespace too, past any firewall; null if that could not be tried. */
  readonly openOutside: readonly string[] | null;
  /** How many addresses were tried. */
  readonly tried: number;
  /** Refused logins, commands and keys in ACL LOG; null if unreadable. */
  readonly denied: { readonly count: number; readonly newest: string | null } | null;
  /** Addresses of connected clients on other computers; null if they could not be listed. */
  readonly foreignClients: readonly string[] | null;
}

export interface EvidenceDeps {
  readonly settings: Pick<Settings, 'describe'>;
  readonly target: (id: string) => Promise<RedisTarget>;
}

/** Addresses of this computer that other computers can reach. */
export function outerAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address),
  );
}

export async function gatherEvidence(
  deps: EvidenceDeps,
  status: InstanceStatus,
  addresses: readonly string[] = outerAddresses(),
): Promise<SecurityEvidence> {
  const { id, port, socket } = status;
  const listens = status.state === 'running' && port !== null && socket === undefined;
  const [settings, open, access] = await Promise.all([
    settingsOf(deps, id),
    listens ? Promise.all(addresses.map((address) => isOpen(address, port))) : [],
    status.state === 'running' ? accessOf(deps, id, addresses) : null,
  ]);
  return {
    status,
    settings,
    openAt: addresses.filter((_, at) => open[at] === true),
    openOutside: null,
    tried: open.length,
    denied: access?.denied ?? null,
    foreignClients: access?.foreignClients ?? null,
  };
}

/** The same evidence, with the open addresses tried from outside this computer's own network. */
export async function tryFromOutside(
  found: readonly SecurityEvidence[],
  withinMs: number,
): Promise<readonly SecurityEvidence[]> {
  const places = found.flatMap(({ status, openAt }) => openAt.map((address) => ({ address, port: status.port ?? 0 })));
  if (places.length === 0) return found;
  const replies = await probeFromOutside(places, withinMs);
  if (replies === null) return found;
  return found.map((one) => {
    const own = places.flatMap(({ address, port }, at) =>
      port === one.status.port ? [{ address, answers: replies[at] ?? null }] : [],
    );
    if (own.some(({ answers }) => answers === null)) return one;
    return { ...one, openOutside: own.filter(({ answers }) => answers).map(({ address }) => address) };
  });
}

async function settingsOf({ settings }: EvidenceDeps, id: string): Promise<SecurityEvidence['settings']> {
  const document = await settings.describe(id).catch(() => null);
  if (document === null) return null;
  const value = (name: string) => {
    const found = document.settings.find((one) => one.name === name);
    return found?.live ?? found?.file ?? found?.default ?? '';
  };
  return {
    bind: value('bind'),
    protectedMode: value('protected-mode') !== 'no',
    tlsPort: Number(value('tls-port') || 0) > 0,
    plainPort: value('port') !== '0',
  };
}

/**
 * Whether a connection to the port succeeds. Nothing is sent. An address that was removed since it was listed is routed
 * elsewhere, where another server may answer: only a connection to this computer itself has the same address at both
 * ends.
 */
function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(CONNECT_MS, () => end(false));
    socket.once('connect', () => end(socket.localAddress === host));
    socket.once('error', () => end(false));
  });
}

async function accessOf(
  { target }: EvidenceDeps,
  id: string,
  addresses: readonly string[],
): Promise<Pick<SecurityEvidence, 'denied' | 'foreignClients'>> {
  const link = await target(id).then(createRedisLink, () => null);
  if (link === null) return { denied: null, foreignClients: null };
  try {
    const [log, clients] = await link.batch(ANSWER_MS, [
      ['ACL', 'LOG', String(DENIED_SHOWN)],
      ['CLIENT', 'LIST'],
    ]);
    return { denied: deniedIn(log), foreignClients: foreignIn(clients, addresses) };
  } catch {
    return { denied: null, foreignClients: null };
  } finally {
    link.close();
  }
}

/** @param reply of ACL LOG: each entry a list of names and values */
export function deniedIn(reply: unknown): SecurityEvidence['denied'] {
  if (!Array.isArray(reply)) return null;
  const newest = Array.isArray(reply[0]) ? reply[0].map(String) : [];
  const field = (name: string) => newest[newest.indexOf(name) + 1] ?? '?';
  return {
    count: reply.length,
    newest: reply.length === 0 ? null : `${field('reason')} ${field('object')} by ${field('username')}`,
  };
}

/** @param reply of CLIENT LIST; a client of a Unix socket has no address */
export function foreignIn(reply: unknown, own: readonly string[]): readonly string[] | null {
  if (typeof reply !== 'string') return null;
  const found = [...reply.matchAll(/(?:^| )addr=(\S+):\d+(?= )/gm)].map(([, address = '']) =>
    address.replace(/^\[|\]$/g, ''),
  );
  const isOwn = (address: string) => /^(127\.|::1$|\/)/.test(address) || own.includes(address);
  return [...new Set(found.filter((address) => !isOwn(address)))];
}
