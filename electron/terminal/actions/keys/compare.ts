import type {
  ComparedKey,
  ComparedSources,
  Comparison,
  DifferenceCounts,
  DifferenceFilter,
} from '../../../../shared/contract/compare.ts';
import type { Api } from '../../../../shared/contract/contract.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { awaitState } from '../../cli/drawn-line.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceOf } from '../../flags/instance-of.ts';
import { onlyOne } from '../../flags/only-one.ts';
import { comparedHeadLines, comparedItemLines } from './compare-lines.ts';
import { keyField } from './inspect-lines.ts';
import { sourceFlags, sourceOf } from './key-source.ts';
import * as keysWords from './words.ts';

const LIMIT = 100;
/** The maximum per request. */
const PAGE = 1000;
const every: DifferenceFilter['kinds'] = ['added', 'removed', 'changed', 'expiry', 'same'];
const different: DifferenceFilter['kinds'] = ['added', 'removed', 'changed', 'expiry'];

const compareFlags = [
  ...sourceFlags,
  ...(['with', 'with-instance', 'database', 'pattern', 'prefix', 'type', 'limit', 'format', 'exit-code'] as const),
] as const;
type CompareArguments = Arguments<(typeof compareFlags)[number]>;

export const compare = defineAction({
  name: 'compare',
  summary: keysWords.compareTwoStatesOfKeys,
  details: [
    keysWords.theFirstSideIsABackup,
    keysWords.aKeyIsAddedWhereOnly,
    keysWords.notHowRedisPacksThem,
    keysWords.csvAndJsonlListEveryDifference,
  ],
  flags: compareFlags,
  async run(context, args) {
    const sources = sourcesOf(args);
    checkFormat(context, args);
    const api = await context.api();
    const state = await untilCompared(context, api, sources);
    const filter = filterOf(args);
    const counts = await countsOf(context, api, state, sources, filter);
    const { format = 'text' } = args;
    if (format === 'text')
      await answer(context, api, { sources, state, filter, counts, limit: limitOf(context, args) });
    else await printExport(context, api, sources, filter, format);
    const differs = counts.added + counts.removed + counts.changed + counts.expiryOnly > 0;
    return differs && args['exit-code'] === 'yes' ? exitCodes.failed : exitCodes.done;
  },
});

/** @throws AppError BAD_VALUE if only one side is named */
function sourcesOf(args: CompareArguments): ComparedSources {
  const { with: other = 'live', 'with-instance': otherInstance } = args;
  const before = sourceOf(args);
  const instance = otherInstance ?? instanceOf(args);
  const after: KeySource =
    other === 'live' ? { kind: 'instance', instance } : { kind: 'backup', instance, name: other };
  if (JSON.stringify(before) === JSON.stringify(after)) {
    throw badUsage('--with', keysWords.twoSides, keysWords.compareNeedsTwoSides);
  }
  return { before, after };
}

function checkFormat({ output }: ActionContext, { format = 'text', limit }: CompareArguments): void {
  if (format === 'text') return;
  if (output.json) throw badUsage('--format', keysWords.leftOutWithJson, keysWords.jsonIsOneDocument);
  if (limit !== undefined) throw badUsage('--limit', keysWords.leftOutWithFormat, keysWords.anExportHasNoLimit);
}

function filterOf({ database = 'all', pattern, type, ...args }: CompareArguments): DifferenceFilter {
  const prefix = onlyOne('--prefix', args.prefix);
  return {
    database,
    kinds: [...different],
    hideExpired: false,
    ...(pattern !== undefined && { search: { kind: 'glob', text: pattern } }),
    ...(prefix !== undefined && { prefix: { text: prefix } }),
    ...(type !== undefined && { types: [type] }),
  };
}

/** Waits for the comparison, with its progress on a terminal. @throws AppError if it fails */
async function untilCompared(context: ActionContext, api: Api, sources: ComparedSources): Promise<Comparison> {
  const watch = (signal: AbortSignal) => api.compare.watch(sources, { signal });
  const state = await awaitState(context, watch, progressLine, ({ phase }) => phase === 'ready' || phase === 'failed');
  // If the comparison failed, every request fails with its error.
  if (state.phase === 'failed') await context.stop.orStop(api.compare.list({ ...sources, limit: 0 }));
  return state;
}

function progressLine({ phase, fraction }: Comparison): string {
  const percent = fraction === null ? '' : `${String(Math.round(fraction * 100)).padStart(3)} %  `;
  if (phase === 'opening') return keysWords.waitingForTheData;
  return phase === 'comparing' ? keysWords.comparing(percent) : keysWords.readingBothSides(percent);
}

/** The counts of the keys that the filter selects, including equal ones. */
async function countsOf(
  { stop }: ActionContext,
  api: Api,
  state: Comparison,
  sources: ComparedSources,
  filter: DifferenceFilter,
): Promise<DifferenceCounts> {
  const { database, search, prefix, types } = filter;
  if (search === undefined && prefix === undefined && types === undefined) {
    if (database === 'all') return state.counts;
    const found = state.databases.find(({ index }) => index === database);
    if (found) return found.counts;
  }
  const all = { ...filter, kinds: [...every] };
  return (await stop.orStop(api.compare.list({ ...sources, filter: all, limit: 0 }))).counts;
}

interface Answer {
  readonly sources: ComparedSources;
  readonly state: Comparison;
  readonly filter: DifferenceFilter;
  readonly counts: DifferenceCounts;
  readonly limit: number;
}

async function answer({ output, stop }: ActionContext, api: Api, asked: Answer): Promise<void> {
  const { sources, state, filter, counts, limit } = asked;
  const items: ComparedKey[] = [];
  let matched = 0;
  do {
    const page = { offset: items.length, limit: Math.min(PAGE, limit - items.length) };
    const answered = await stop.orStop(api.compare.list({ ...sources, filter, ...page }));
    matched = answered.total;
    items.push(...answered.items);
    if (answered.items.length === 0) break;
  } while (items.length < Math.min(limit, matched));
  const { warnings, sides, databases } = state;
  const document = {
    ...{ ...sources, counts, matched, databases, sides },
    ...(warnings.length > 0 && { warnings }),
    items: items.map(({ database, key, change, before, after, expired }) => ({
      ...{ database, ...keyField(key), change, type: (before ?? after)?.type, before, after, expired },
    })),
  };
  output.answer(document, () => [
    ...comparedHeadLines(state, counts, output.style),
    ...comparedItemLines(items, matched, output.style, output.columns),
  ]);
}

/** For other programs, so it is printed unchanged; on a terminal without control characters. */
async function printExport(
  { output, stop }: ActionContext,
  api: Api,
  sources: ComparedSources,
  filter: DifferenceFilter,
  format: 'csv' | 'jsonl',
): Promise<void> {
  const ending = new AbortController();
  const print = async () => {
    for await (const text of await api.compare.export({ ...sources, filter, format }, { signal: ending.signal })) {
      if (output.readerGone) return;
      if (output.stdout.isTTY) output.stdout.passOn(text.replaceAll('\r\n', '\n'));
      else output.stdout.raw(text);
    }
  };
  try {
    await stop.orStop(print());
  } finally {
    ending.abort();
  }
}

/** A program that reads JSON needs every difference, unless it requests fewer. */
function limitOf({ output }: ActionContext, { limit = output.json ? 0 : LIMIT }: CompareArguments): number {
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}
