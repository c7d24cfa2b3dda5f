import type { Api } from '../../../../shared/contract/contract.ts';
import type { KeyFilter, KeyFolder, KeyItem, KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { onlyOne } from '../../flags/only-one.ts';
import { folderLines, headLines, itemLines, keyField } from './inspect-lines.ts';
import { readSource, sourceFlags, sourceOf } from './key-source.ts';
import * as keysWords from './words.ts';

const LIMIT = 100;
/** The maximum per request. */
const PAGE = 1000;

const filterFlags = ['pattern', 'type', 'expires', 'min-size', 'sort'] as const;
const inspectFlags = [...sourceFlags, 'database', ...filterFlags, 'limit', 'tree', 'prefix', 'separator'] as const;
type InspectArguments = Arguments<(typeof inspectFlags)[number]>;

export const inspect = defineAction({
  name: 'inspect',
  summary: keysWords.listTheKeysOfABackup,
  details: [
    keysWords.withFileItReadsWhateverYou,
    keysWords.inspectReadsFiles,
    keysWords.inspectTreeDetail,
    keysWords.getDataOfAnArchive,
    keysWords.damagedFileDetail,
  ],
  flags: inspectFlags,
  async run(context, args) {
    const source = sourceOf(args);
    checkTree(args);
    const api = await context.api();
    const space = await readSource(context, api, source);
    const found =
      args.tree === 'yes' ? await treeOf(context, api, source, space, args) : await keysOf(context, api, source, args);
    const { keys } = space;
    const databases = space.databases.map(({ index, keys, expires, expired }) => ({ index, keys, expires, expired }));
    const { output } = context;
    output.answer({ source, keys, matched: found.matched, databases, items: found.items, ...notes(space) }, () => [
      ...headLines(space, found.matched, output.style),
      ...found.lines(),
    ]);
    if (space.problem === null) return exitCodes.done;
    output.note(output.noteStyle.danger(space.problem));
    return exitCodes.failed;
  },
});

/** What the user must know about the keys, if anything. */
function notes({ problem, warnings }: KeySpace) {
  return { ...(problem !== null && { problem }), ...(warnings.length > 0 && { warnings }) };
}

/** Folders count all their keys, so a filter would be misleading. @throws AppError BAD_VALUE */
function checkTree(args: InspectArguments): void {
  const isTree = args.tree === 'yes';
  const refused = isTree ? filterFlags.find((name) => name !== 'sort' && args[name] !== undefined) : undefined;
  if (refused !== undefined) {
    const message = `--tree yes counts every key of a folder, so --${refused} cannot be given with it. Leave one of them out.`;
    throw badUsage(`--${refused}`, keysWords.leftOutWithTreeYes, message);
  }
  if (isTree && args.sort === 'expires') {
    throw badUsage('--sort', keysWords.keyOrSizeWithTreeYes, keysWords.aFolderHasNoExpirySort);
  }
  if (!isTree && args.separator !== undefined) {
    throw badUsage('--separator', keysWords.givenWithTreeYes, '--separator is only for --tree yes.');
  }
}

/** @throws AppError BAD_VALUE for the lifetime of a branch */
function expiryOfKeys(given: InspectArguments['expires']): KeyFilter['expires'] {
  if (typeof given !== 'object') return given;
  throw badUsage('--expires', keysWords.noneSoonOrPast, keysWords.expiresSelectsKeysHere);
}

interface Found {
  readonly matched: number;
  readonly items: readonly object[];
  lines(): readonly string[];
}

async function keysOf(
  { output, stop }: ActionContext,
  api: Api,
  source: KeySource,
  args: InspectArguments,
): Promise<Found> {
  const limit = limitOf(args);
  const prefix = onlyOne('--prefix', args.prefix);
  const { pattern, type, sort = 'key', 'min-size': minSizeBytes, database = 'all' } = args;
  const expires = expiryOfKeys(args.expires);
  const filter: KeyFilter = {
    database,
    ...(pattern !== undefined && { search: { kind: 'glob', text: pattern } }),
    ...(prefix !== undefined && { prefix: { text: prefix } }),
    ...(type !== undefined && { types: [type] }),
    ...(expires !== undefined && { expires }),
    ...(minSizeBytes !== undefined && { minSizeBytes }),
  };
  const items: KeyItem[] = [];
  let matched = 0;
  do {
    const page = { offset: items.length, limit: Math.min(PAGE, limit - items.length) };
    const answer = await stop.orStop(api.keyspace.list({ source, filter, sort, ...page }));
    matched = answer.total;
    for (const item of answer.items) items.push(item);
    if (answer.items.length === 0) break;
  } while (items.length < Math.min(limit, matched));
  return {
    matched,
    items: items.map(({ database, key, type, encoding, expiresAt, sizeBytes }) => ({
      ...{ database, ...keyField(key), type, encoding, expiresAt, sizeBytes },
    })),
    lines: () => itemLines(items, matched, output.style, output.columns, Date.now()),
  };
}

async function treeOf(
  { output, stop }: ActionContext,
  api: Api,
  source: KeySource,
  space: KeySpace,
  args: InspectArguments,
): Promise<Found> {
  const prefix = onlyOne('--prefix', args.prefix);
  const { separator = ':', database = 'all', sort = 'key' } = args;
  const databases = space.databases
    .map(({ index }) => index)
    .filter((index) => database === 'all' || index === database);
  const folders: KeyFolder[] = [];
  let matched = 0;
  for (const index of databases) {
    const place = { source, database: index, separator, ...(prefix !== undefined && { prefix: { text: prefix } }) };
    for (let offset = 0; ; offset += PAGE) {
      const page = await stop.orStop(api.keyspace.folder({ ...place, offset, limit: PAGE }));
      for (const folder of page.folders) folders.push(folder);
      if (offset === 0) matched += page.totalKeys;
      if (offset + PAGE >= page.totalFolders) break;
    }
  }
  matched += folders.reduce((sum, { keys }) => sum + keys, 0);
  if (sort === 'size') folders.sort((a, b) => b.sizeBytes - a.sizeBytes);
  const shown = folders.slice(0, limitOf(args));
  return {
    matched,
    items: shown.map(({ database, prefix, keys, sizeBytes }) => ({
      ...{ database, ...keyField(prefix, 'prefix'), keys, sizeBytes },
    })),
    lines: () => folderLines(shown, { folders: folders.length, keys: matched }, output.style, output.columns),
  };
}

function limitOf({ limit = LIMIT }: InspectArguments): number {
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}
