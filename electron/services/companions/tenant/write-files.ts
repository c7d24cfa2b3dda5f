import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { HIDDEN, snippets } from '../../../../shared/connection/snippets.ts';
import type { CompanionFiles } from '../../../../shared/contract/companion.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { can } from '../../../../shared/contract/runtimes.ts';
import { tenantFolder } from '../../instances/registry/tenant-record.ts';
import type { OperationContext } from '../../operations/run/operation-context.ts';
import { writeDurably } from '../../platform/files/durable-write.ts';
import { requireAnswer } from '../../platform/files/file-answers.ts';
import { asFolderFailure, orNull } from '../../platform/files/file-errors.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { ensureFolder } from '../../platform/home/ensure-folder.ts';
import { shownPath } from '../../platform/home/paths.ts';
import { type ComposeEntry, composeText, environmentText, WRITTEN_BY } from '../connection/connection-text.ts';
import type { Placed } from '../host/companion-host.ts';
import { connectionFiles } from '../store/companion-paths.ts';
import { readSecrets } from '../store/secret-files.ts';
import type { CompanionDeps } from '../work/companion-deps.ts';
import { allPlaced, requireClient } from '../work/placed.ts';

type Texts = Pick<CompanionFiles, 'env' | 'compose'>;
type Deps = Pick<CompanionDeps, 'environment' | 'catalogue' | 'connection'>;

export async function readFiles(deps: Deps, client: string, reveal: boolean): Promise<CompanionFiles> {
  const texts = await textsOf(deps, client, reveal);
  return { folder: shownPath(tenantFolder(deps.environment, client)), ...texts };
}

/** Writes both files into the folder of the tenant, as part of an operation. */
export async function writeFiles(
  deps: Deps,
  client: string,
  op: Pick<OperationContext, 'undo' | 'log'> | null,
): Promise<void> {
  const { env, compose } = await textsOf(deps, client, true);
  const paths = connectionFiles(deps.environment.home, client);
  for (const [path, text] of [[paths.env, env] as const, [paths.compose, compose] as const]) {
    const before = await readStateFile(path);
    if (before === text) continue;
    if (before !== null && !before.startsWith(WRITTEN_BY)) {
      op?.log(`${shownPath(path)} was changed by hand and is left as it is.`);
      continue;
    }
    await op?.undo.add(before === null ? { type: 'file', path } : { type: 'content', path, text: before, mode: 0o600 });
    await writeDurably(path, text, 0o600);
  }
}

/**
 * Writes both files into any folder.
 * @returns their paths
 * @throws AppError BAD_VALUE, ALREADY_EXISTS, HOME_NOT_WRITABLE, DISK_FULL
 */
export async function exportFiles(
  deps: Deps,
  client: string,
  { folder, overwrite }: { readonly folder: string; readonly overwrite: boolean },
): Promise<readonly string[]> {
  if (!isAbsolute(folder)) throw badFolder(folder, 'is not an absolute path');
  await requireAnswer(folder);
  const found = await orNull(stat(folder));
  if (found !== null && !found.isDirectory()) throw badFolder(folder, 'is not a folder');
  const { env, compose } = await textsOf(deps, client, true);
  const files = [[join(folder, '.env'), env] as const, [join(folder, 'compose.yaml'), compose] as const];
  for (const [path] of files) {
    const before = existsSync(path) ? await readStateFile(path) : null;
    if (before === null || before.startsWith(WRITTEN_BY) || overwrite) continue;
    const message = `${path} exists already and was not written by this app. Choose another folder, or confirm to replace it.`;
    throw new AppError('ALREADY_EXISTS', message, { id: client, detail: path });
  }
  try {
    ensureFolder(folder);
    for (const [path, text] of files) await writeDurably(path, text, 0o600);
  } catch (error) {
    throw asFolderFailure(error, folder);
  }
  return files.map(([path]) => path);
}

async function textsOf(deps: Deps, client: string, reveal: boolean): Promise<Texts> {
  const instance = await requireClient(deps, client);
  const connection = await deps.connection(client, { reveal });
  const access = { ...connection, password: connection.passwordSet && !reveal ? HIDDEN : connection.password };
  const redis = snippets.find(({ id }) => id === 'env')?.text(access) ?? '';
  const placed = allPlaced(deps, client);
  const services = placed.map(({ kind, record, paths }) => {
    const secrets = readSecrets(paths);
    const shown = reveal ? secrets : Object.fromEntries(Object.keys(secrets).map((name) => [name, HIDDEN]));
    return { title: kind.title, values: kind.connection.environment({ ports: record.ports, secrets: shown }) };
  });
  const network = can(instance.record?.runtime, 'network')
    ? (instance.entry?.network ?? instance.tenant?.network ?? null)
    : null;
  const entries = [redisService(instance.record?.image ?? deps.environment.image, connection.passwordSet)];
  return {
    env: environmentText(client, redis, services),
    compose: composeText(client, network, [...entries, ...placed.map(composeEntry)]),
  };
}

/** Redis has no variable for its password: it reads its settings from standard input, which no other user sees. */
function redisService(image: string, hasPassword: boolean): ComposeEntry {
  const withPassword = 'printf "requirepass %s\\n" "$(cat /run/secrets/redis_password)" | redis-server -';
  return {
    name: 'redis',
    image,
    service: {
      ...(hasPassword && { command: ['sh', '-c', withPassword] }),
      environment: {},
      secrets: hasPassword ? { redis_password: 'REDIS_PASSWORD' } : {},
      dataTarget: '/data',
      ports: [{ variable: 'REDIS_PORT', inside: 6379 }],
    },
  };
}

/** A process has no image, so the image of its version is used. */
function composeEntry({ kind, record, paths }: Placed): ComposeEntry {
  const { image: usual } = kind.container;
  const version = record.image === null ? kind.version(paths) : null;
  const image = record.image ?? (version === null ? usual : usual.replace(/:\d[\d.]*/, `:${version}`));
  return { name: kind.name, image, service: kind.connection.compose(image) };
}

function badFolder(folder: string, reason: string): AppError<'BAD_VALUE'> {
  const expected = 'the absolute path of a folder';
  return new AppError('BAD_VALUE', `folder: ${folder} ${reason}. Give ${expected}.`, { field: 'folder', expected });
}
