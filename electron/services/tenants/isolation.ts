import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAIN } from '../../../shared/contract/names.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { type IsolationProbe, type IsolationProof, isolationProof } from '../../../shared/contract/tenant.ts';
import { counted } from '../../../shared/format/count.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { readJsonState } from '../platform/files/json-state.ts';
import { isUnreadable } from '../platform/files/state-file.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import type { NetworkPlace, ReachOutcome } from '../runtimes/docker/networks/reach.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** How many containers try at the same time: each try is a process in a container. */
const AT_ONCE = 4;

function proofPath(home: string): string {
  return join(desktopFolder(home), 'isolation-proof.json');
}

/** The proof that was kept; null before the first. */
export async function lastIsolationProof(home: string): Promise<IsolationProof | null> {
  return readJsonState(proofPath(home), (value) => isolationProof.parse(value)).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
}

/** From inside every running tenant, tries to reach every other one by address, by gateway and by name. */
export async function proveIsolation(deps: TenantDeps): Promise<OperationOf<'isolation-proof'>> {
  const { operations, environment } = deps;
  const plan = {
    kind: 'isolation-proof',
    instance: MAIN,
    title: 'Prove that tenants cannot reach each other',
    steps: [],
  } as const;
  return operations.begin(plan, async (op): Promise<IsolationProof> => {
    const [places, left] = await op.step('Look where the tenants are', () => gather(deps));
    const probes: IsolationProbe[] = [];
    await op.step('Try from inside each tenant', async () => {
      for (let first = 0; first < places.length; first += AT_ONCE) {
        op.signal.throwIfAborted();
        op.progress(first / places.length, counted(probes.length, 'try', 'tries'));
        const some = places.slice(first, first + AT_ONCE);
        probes.push(...(await Promise.all(some.map((from) => probeFrom(deps, from, places)))).flat());
      }
    });
    const ok = probes.every((probe) => probe.outcome === 'blocked');
    const proof: IsolationProof = { at: new Date().toISOString(), ok, probes, left: [...left] };
    await mkdir(dirname(proofPath(environment.home)), { recursive: true, mode: 0o700 });
    await writeDurably(proofPath(environment.home), JSON.stringify(proof));
    return proof;
  });
}

async function gather(deps: TenantDeps): Promise<[readonly NetworkPlace[], IsolationProof['left']]> {
  const known = (await deps.catalogue.all()).filter(({ id }) => id !== MAIN);
  const anyDocker = known.some(({ entry }) => entry?.runtime === 'docker');
  const places = anyDocker ? (await deps.places()).filter(({ id }) => id !== MAIN) : [];
  const left = known
    .filter(({ id }) => !places.some((place) => place.id === id))
    .map(({ id, entry, record }) => ({
      id,
      reason:
        (entry?.runtime ?? record?.runtime) === 'process'
          ? 'it runs as a process, which has no network of its own'
          : 'it is not running',
    }));
  return [places, left];
}

async function probeFrom(
  deps: TenantDeps,
  from: NetworkPlace,
  places: readonly NetworkPlace[],
): Promise<readonly IsolationProbe[]> {
  const tries = places.filter(({ id }) => id !== from.id).flatMap((to) => triesOf(from, to));
  const outcomes = await deps
    .reach(
      from.id,
      tries.map(({ host, port }) => ({ host, port })),
    )
    .catch((error: unknown): ReachOutcome[] => {
      const detail = error instanceof Error ? error.message : String(error);
      return tries.map(() => ({ kind: 'failed', detail }));
    });
  return tries.map(({ to, by, host, port }, index) => {
    const { kind, detail } = outcomes[index] ?? { kind: 'failed', detail: 'no result' };
    const outcome = kind === 'answered' ? 'reached' : kind;
    return { from: from.id, to, by, target: `${host}:${port}`, outcome, detail };
  });
}

interface Try {
  readonly to: string;
  readonly by: IsolationProbe['by'];
  readonly host: string;
  readonly port: number;
}

function triesOf(from: NetworkPlace, to: NetworkPlace): readonly Try[] {
  const tries: (Try | null)[] = [
    to.address === null ? null : { to: to.id, by: 'address', host: to.address, port: 6379 },
    from.gateway === null || to.publishedPort === null
      ? null
      : { to: to.id, by: 'gateway', host: from.gateway, port: to.publishedPort },
    { to: to.id, by: 'name', host: to.container, port: 6379 },
  ];
  return tries.filter((one) => one !== null);
}
