import { dirname, join } from 'node:path';
import { MAIN } from '../../../shared/contract/names.ts';
import type { OperationOf } from '../../../shared/contract/operations.ts';
import { can, runtimeTraits } from '../../../shared/contract/runtimes.ts';
import { type IsolationProbe, type IsolationTest, isolationTest } from '../../../shared/contract/tenant.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import { counted } from '../../../shared/format/count.ts';
import { writeDurably } from '../platform/files/durable-write.ts';
import { readJsonState } from '../platform/files/json-state.ts';
import { isUnreadable } from '../platform/files/state-file.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import type { NetworkPlace, ReachOutcome } from '../runtimes/docker/reach.ts';
import type { TenantDeps } from './tenant-deps.ts';

/** Containers that run their attempts simultaneously. Each attempt is a process in a container. */
const PARALLEL_CONTAINERS = 4;

function resultPath(home: string): string {
  return join(desktopFolder(home), 'isolation-proof.json');
}

/** The last saved result; null before the first test. */
export async function lastIsolationTest(home: string): Promise<IsolationTest | null> {
  return readJsonState(resultPath(home), (value) => isolationTest.parse(value)).catch((error: unknown) => {
    if (isUnreadable(error)) return null;
    throw error;
  });
}

/**
 * Tests isolation: from inside every running tenant, attempts to reach every other one by address,
 * gateway and name, and those of other machines at the address of their machine.
 */
export async function testIsolation(deps: TenantDeps): Promise<OperationOf<'isolation-proof'>> {
  const { operations, environment } = deps;
  const plan = {
    kind: 'isolation-proof',
    instance: MAIN,
    title: 'Test tenant isolation',
    steps: ['list-tenants', 'probe-tenants'],
  } as const;
  return operations.begin(plan, async (op): Promise<IsolationTest> => {
    const [places, left] = await op.step('list-tenants', () => gather(deps));
    const probes: IsolationProbe[] = [];
    await op.step('probe-tenants', async () => {
      for (let first = 0; first < places.length; first += PARALLEL_CONTAINERS) {
        op.signal.throwIfAborted();
        op.progress(first / places.length, counted(probes.length, 'attempt'));
        const some = places.slice(first, first + PARALLEL_CONTAINERS);
        probes.push(...(await Promise.all(some.map((from) => probeFrom(deps, from, places)))).flat());
      }
    });
    const ok = probes.every((probe) => probe.outcome === 'blocked');
    const verification: IsolationTest = { at: new Date().toISOString(), ok, probes, left: [...left] };
    ensureFolder(dirname(resultPath(environment.home)));
    // Sets aside a folder in the place of the file, which no write could replace.
    await lastIsolationTest(environment.home);
    await writeDurably(resultPath(environment.home), JSON.stringify(verification));
    return verification;
  });
}

async function gather(deps: TenantDeps): Promise<[readonly NetworkPlace[], IsolationTest['left']]> {
  const instances = (await deps.catalogue.all()).filter(({ id }) => id !== MAIN);
  const anyNetwork = instances.some(({ entry }) => can(entry?.runtime, 'network'));
  const places = anyNetwork ? (await deps.places()).filter(({ id }) => id !== MAIN) : [];
  const left = instances
    .filter(({ id }) => !places.some((place) => place.id === id))
    .map(({ id, entry, record }) => ({ id, reason: whyLeft(entry?.runtime ?? record?.runtime) }));
  return [places, left];
}

function whyLeft(runtime: RuntimeKind | undefined): string {
  if (runtime === undefined || can(runtime, 'network')) return 'it is not running';
  return `it runs as a ${runtimeTraits[runtime].unit}, which has no network of its own`;
}

async function probeFrom(
  deps: TenantDeps,
  from: NetworkPlace,
  places: readonly NetworkPlace[],
): Promise<readonly IsolationProbe[]> {
  // Two engines may use the same addresses: an attempt from one would find a container of the same engine.
  const others = places.filter(({ id, engine }) => id !== from.id && engine === from.engine);
  const elsewhere = places.filter(({ engine }) => engine !== from.engine);
  const attempts = [...others.flatMap((to) => attemptsBetween(from, to)), ...elsewhere.flatMap(attemptsAtMachine)];
  const outcomes = await deps
    .reach(
      from.id,
      attempts.map(({ host, port }) => ({ host, port })),
    )
    .catch((error: unknown): ReachOutcome[] => {
      const detail = error instanceof Error ? error.message : String(error);
      return attempts.map(() => ({ kind: 'failed', detail }));
    });
  return attempts.map(({ to, by, host, port }, index) => {
    const { kind, detail } = outcomes[index] ?? { kind: 'failed', detail: 'no result' };
    const outcome = kind === 'answered' ? 'reached' : kind;
    return { from: from.id, to, by, target: `${host}:${port}`, outcome, detail };
  });
}

/** Networks of two machines are not connected: a tenant there is reached through its published port. */
function attemptsAtMachine({ id, machine, publishedPort }: NetworkPlace): readonly Attempt[] {
  if (!machine || publishedPort === null) return [];
  return [{ to: id, by: 'machine', host: machine, port: publishedPort }];
}

interface Attempt {
  readonly to: string;
  readonly by: IsolationProbe['by'];
  readonly host: string;
  readonly port: number;
}

function attemptsBetween(from: NetworkPlace, to: NetworkPlace): readonly Attempt[] {
  const attempts: (Attempt | null)[] = [
    to.address === null ? null : { to: to.id, by: 'address', host: to.address, port: 6379 },
    from.gateway === null || to.publishedPort === null
      ? null
      : { to: to.id, by: 'gateway', host: from.gateway, port: to.publishedPort },
    { to: to.id, by: 'name', host: to.container, port: 6379 },
  ];
  return attempts.filter((one) => one !== null);
}
