import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InstanceDeps } from '../../instances/status/instance-deps.ts';
import type { Logger } from '../../platform/log/logger.ts';
import { isPortFree } from '../../ports/free-ports.ts';
import type { PortRegistry } from '../../ports/port-registry.ts';
import { forwardOwners, type PortForward, portsOf, readForwards, setForward } from './forward-file.ts';
import { tlsPortBeside } from './tls-port-beside.ts';

const POLL_MS = 1000;
const FREE_LIMIT_MS = 5000;

export interface ForwardDeps extends Pick<InstanceDeps, 'environment' | 'catalogue'> {
  readonly ports: Pick<PortRegistry, 'release'>;
  readonly log: Logger;
}

interface Open {
  readonly server: Server;
  readonly sockets: Set<Socket>;
}

/**
 * Forwards the old ports of moved tenants to their new ones, while this client runs. If several clients run, the first
 * one has the port.
 * @returns a function that stops it
 */
export function forwardPorts({ environment, catalogue, ports, log }: ForwardDeps): () => void {
  const { home } = environment;
  const opened = new Map<number, Open>();
  let working: Promise<void> = Promise.resolve();

  const close = (port: number) => {
    const { server, sockets } = opened.get(port) ?? {};
    opened.delete(port);
    server?.close();
    for (const socket of sockets ?? []) socket.destroy();
  };
  const open = async ({ id, tlsPort }: PortForward, port: number) => {
    const sockets = new Set<Socket>();
    const server = createServer((client) => {
      void catalogue
        .one(id)
        .then(async (instance) => {
          const address = instance?.entry?.address ?? null;
          // Where its two ports became one, that one is for TLS.
          const beside = instance && port === tlsPort ? await tlsPortBeside(instance) : null;
          pass(client, address && { ...address, port: beside ?? address.port }, port, sockets);
        })
        .catch(() => client.destroy());
    });
    await new Promise<void>((resolve) => {
      server.once('error', () => resolve());
      server.listen(port, '127.0.0.1', () => {
        opened.set(port, { server, sockets });
        resolve();
      });
    });
  };
  const adjust = async () => {
    const forwards = await readForwards(home);
    const now = Date.now();
    for (const { id, until } of forwards.filter((one) => Date.parse(one.until) <= now)) {
      await setForward(home, id, null);
      await release(ports, id);
      log.info(`the old port of ${id} is no longer forwarded: its day ended at ${until}`);
    }
    const wanted = forwards.filter((one) => Date.parse(one.until) > now);
    for (const port of opened.keys()) if (!wanted.some((one) => portsOf(one).includes(port))) close(port);
    for (const forward of wanted) for (const port of portsOf(forward)) if (!opened.has(port)) await open(forward, port);
  };
  const poll = () => {
    working = working.then(adjust).catch((error: unknown) => log.error('forwarding old ports failed', error));
  };
  const timer = setInterval(poll, POLL_MS);
  timer.unref();
  poll();
  return () => {
    clearInterval(timer);
    void working.then(() => {
      for (const port of [...opened.keys()]) close(port);
    });
  };
}

/** Connects a client of the old port to the tenant. */
function pass(
  client: Socket,
  address: { readonly host: string; readonly port: number; readonly path?: string } | null,
  own: number,
  sockets: Set<Socket>,
): void {
  if (address === null || address.port === own) {
    client.destroy();
    return;
  }
  const { host, port, path } = address;
  const server = connect(path === undefined ? { host, port } : { path });
  for (const [socket, other] of [
    [client, server],
    [server, client],
  ] as const) {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  }
  client.pipe(server);
  server.pipe(client);
}

/** Ends the forward of a tenant that gets its old port back, and waits until the client that has the port closes it. */
export async function endForward(
  { environment, ports }: Pick<ForwardDeps, 'environment' | 'ports'>,
  id: string,
): Promise<void> {
  const before = (await readForwards(environment.home)).find((one) => one.id === id);
  if (!before) return;
  await setForward(environment.home, id, null);
  await release(ports, id);
  const end = Date.now() + FREE_LIMIT_MS;
  for (const port of portsOf(before)) while (Date.now() < end && !(await isPortFree(port))) await sleep(50);
}

async function release(ports: ForwardDeps['ports'], id: string): Promise<void> {
  const { plain, tls } = forwardOwners(id);
  await ports.release(plain);
  await ports.release(tls);
}
