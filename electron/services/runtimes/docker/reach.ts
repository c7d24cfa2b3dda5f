import { networkOf } from './containers/container-entry.ts';
import type { Owned } from './containers/list-containers.ts';
import { withoutFrames } from './containers/recent-output.ts';
import type { EngineConnection } from './engine/engine-connection.ts';
import { containerName } from './engine/ownership.ts';
import { serviceOf } from './engine/service-labels.ts';
import { findNetwork } from './networks/networks.ts';

/** The addresses of a running container in its network. */
export interface NetworkPlace {
  readonly id: string;
  /** The name of its engine; omitted: this computer's. */
  readonly engine?: string;
  /** The address of the machine of that engine; null or omitted: unknown, or this computer. */
  readonly machine?: string | null;
  readonly container: string;
  readonly address: string | null;
  readonly gateway: string | null;
  /** Its published port on this computer. */
  readonly publishedPort: number | null;
}

export interface ReachTarget {
  readonly host: string;
  readonly port: number;
}

/** `answered`: a reply arrived. `blocked`: no reply. `failed`: the attempt could not be made. */
export interface ReachOutcome {
  readonly kind: 'answered' | 'blocked' | 'failed';
  readonly detail: string;
}

/** A dropped connection attempt never ends by itself. */
const ATTEMPT_SECONDS = 3;
/** Each is a process in a container, whose memory is limited. */
const AT_A_TIME = 40;
/** They run in parallel. */
const ALL_ATTEMPTS_MS = 30_000;

function placeOf({ id, container }: Owned): readonly NetworkPlace[] {
  if (container.State !== 'running') return [];
  const network = container.NetworkSettings?.Networks?.[networkOf(container) ?? ''];
  const published = (container.Ports ?? []).find(({ PrivatePort, PublicPort }) => PrivatePort === 6379 && PublicPort);
  return [
    {
      id,
      container: serviceOf(container) ?? containerName(container),
      address: network?.IPAddress || null,
      gateway: network?.Gateway || null,
      publishedPort: published?.PublicPort ?? null,
    },
  ];
}

/** Tasks of a swarm reach their node, and with it the ports of the other services, by the gateway of this network. */
const SWARM_GATEWAY = 'docker_gwbridge';

/** The places of running containers; those of services with the gateway to their node. */
export async function placesOf(connection: EngineConnection, all: readonly Owned[]): Promise<readonly NetworkPlace[]> {
  const places = all.flatMap(placeOf);
  const services = new Set(all.filter(({ container }) => serviceOf(container) !== null).map(({ id }) => id));
  if (services.size === 0) return places;
  const network = await findNetwork(connection, SWARM_GATEWAY);
  const gateway = network?.IPAM?.Config?.[0]?.Gateway ?? null;
  return places.map((place) => (services.has(place.id) ? { ...place, gateway } : place));
}

/** Runs `redis-cli PING` inside a container against all targets, many in parallel. */
export async function reachFrom(
  connection: EngineConnection,
  container: string,
  targets: readonly ReachTarget[],
): Promise<readonly ReachOutcome[]> {
  if (targets.length > AT_A_TIME) {
    const first = await reachFrom(connection, container, targets.slice(0, AT_A_TIME));
    return [...first, ...(await reachFrom(connection, container, targets.slice(AT_A_TIME)))];
  }
  if (targets.length === 0) return [];
  const script = [
    ...targets.map(
      ({ host, port }, index) =>
        `{ out=$(timeout ${ATTEMPT_SECONDS} redis-cli -h ${host} -p ${port} PING 2>&1); code=$?; set -- $out; echo "#${index} $code $*"; } &`,
    ),
    'wait',
  ].join('\n');
  const output = await execute(connection, container, ['/bin/sh', '-c', script]);
  const lines = output.split('\n');
  return targets.map((_, index) => {
    const result = lines.find((line) => line.startsWith(`#${index} `));
    const [code, text] = /^#\d+ (\d+) ?(.*)$/.exec(result ?? '')?.slice(1) ?? [];
    return outcomeOf(code === undefined ? null : Number(code), text ?? '');
  });
}

/** Exit codes: 124 is a timeout (143 with BusyBox); 126 and 127 mean that the program cannot run. */
function outcomeOf(code: number | null, text: string): ReachOutcome {
  if (code === null) return { kind: 'failed', detail: 'the attempt gave no result' };
  if (code === 126 || code === 127) return { kind: 'failed', detail: text || 'the image has no redis-cli' };
  if (code === 124 || code === 143) return { kind: 'blocked', detail: `no reply within ${ATTEMPT_SECONDS} s` };
  if (/could not connect|not resolve|name or service|bad address|name does not resolve|try again/i.test(text)) {
    return { kind: 'blocked', detail: text.replace(/^Could not connect to Redis at [^ ]+: /, '') };
  }
  // A port that accepts only TLS: Redis itself was not reached.
  if (/server closed the connection|connection reset|protocol error/i.test(text))
    return { kind: 'blocked', detail: `refused the connection without TLS (${text.replace(/^Error: /, '')})` };
  return { kind: 'answered', detail: text };
}

async function execute(connection: EngineConnection, container: string, command: readonly string[]): Promise<string> {
  return connection.call(
    async (docker, abortSignal) => {
      const exec = await docker.getContainer(container).exec({
        Cmd: [...command],
        AttachStdout: true,
        AttachStderr: true,
        abortSignal,
      });
      const stream = await exec.start({ abortSignal });
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      return withoutFrames(Buffer.concat(chunks)).toString('utf8');
    },
    { limitMs: ALL_ATTEMPTS_MS },
  );
}
