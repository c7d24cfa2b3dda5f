import type { Companion } from '../../../../shared/contract/companion.ts';
import { isAppError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/instance.ts';
import { isUnreadable, type UnreadableFile } from '../../platform/files/state-file.ts';
import { backupsOf } from '../backups/backup-store.ts';
import type { HostedState, Placed } from '../host/companion-host.ts';
import type { Kind } from '../kind/companion-kind.ts';
import { kinds } from '../kinds/kinds.ts';
import { companionNames } from '../store/companion-paths.ts';
import type { CompanionDeps } from '../work/companion-deps.ts';
import { hostOf, placedNow } from '../work/placed.ts';

type Deps = Pick<CompanionDeps, 'environment' | 'host'>;

/**
 * The companions of a tenant with their state, in the order of the kinds. For a tenant without any, this only reads its
 * folder.
 */
export async function listCompanions(deps: Deps, client: string): Promise<readonly Companion[]> {
  const names = new Set(companionNames(deps.environment.home, client));
  if (names.size === 0) return [];
  const found = await Promise.all(
    kinds.filter(({ name }) => names.has(name)).map((kind) => companionOf(deps, client, kind)),
  );
  return found.filter((one) => one !== null);
}

/** @returns null if the tenant has none of this kind */
export async function companionOf(deps: Deps, client: string, kind: Kind): Promise<Companion | null> {
  try {
    const placed = placedNow(deps, client, kind.name);
    return placed && (await companionDocument(deps, placed));
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return unreadable(client, kind, error.data);
  }
}

export async function companionDocument(deps: Deps, placed: Placed): Promise<Companion> {
  const { client, kind, record, paths } = placed;
  const [main] = kind.ports;
  const port = record.ports[main?.name ?? ''] ?? null;
  const assessed = await assess(deps, placed, port ?? 0);
  const newest = backupsOf(client, kind, paths)[0];
  return {
    client,
    name: kind.name,
    title: kind.title,
    runtime: record.runtime,
    ...assessed,
    container: record.container,
    image: record.image,
    version: kind.version(paths),
    ports: kind.ports.flatMap(({ name }) => {
      const reserved = record.ports[name];
      return reserved === undefined ? [] : [{ name, port: reserved }];
    }),
    url: port === null ? null : kind.connection.url('localhost', port),
    created: record.created,
    lastBackupAt: newest?.createdAt ?? null,
  };
}

async function assess(
  deps: Deps,
  placed: Placed,
  port: number,
): Promise<Pick<Companion, 'state' | 'health' | 'problem'>> {
  let hosted: HostedState;
  try {
    hosted = await hostOf(deps, placed).stateOf(placed);
  } catch (error) {
    if (!isAppError(error, 'ENGINE_UNREACHABLE')) throw error;
    const message = `${error.message} The state of ${placed.kind.title} is unknown.`;
    return { state: 'unhealthy', health: 'unknown', problem: problemOf('ENGINE_UNREACHABLE', message, null) };
  }
  const { state, problem } = hosted;
  if (state !== 'running') return { state, health: 'unknown', problem };
  if (problem) return { state: 'unhealthy', health: 'unhealthy', problem };
  switch (await placed.kind.probe(port)) {
    case 'ready':
      return { state: 'running', health: 'healthy', problem: null };
    case 'starting':
      return { state: 'starting', health: 'unknown', problem: null };
    case 'silent': {
      const message = `${placed.kind.title} of ${placed.client} runs and does not answer on port ${port}.`;
      const fix = 'It may still be starting. If it stays like this, read its output, then stop and start it.';
      return { state: 'unhealthy', health: 'unhealthy', problem: problemOf('NOT_ANSWERING', message, fix) };
    }
  }
}

function unreadable(client: string, kind: Kind, { path, detail, fix }: UnreadableFile['data']): Companion {
  const again = `Create ${kind.title} of ${client} again: it keeps its data and password.`;
  return {
    ...{ client, name: kind.name, title: kind.title, runtime: null, state: 'unhealthy', health: 'unknown' },
    ...{ container: null, image: null, version: null, ports: [], url: null, created: null, lastBackupAt: null },
    problem: problemOf('RECORD_UNREADABLE', `${path} cannot be read: ${detail}.`, fix ?? again),
  };
}

function problemOf(code: Problem['code'], message: string, fix: string | null): Problem {
  return { code, message, fix, since: null };
}
