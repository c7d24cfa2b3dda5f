import { benchmarkCsv } from '../../../../shared/benchmark/csv.ts';
import { MIN_COMPARED_ROUNDS } from '../../../../shared/contract/names.ts';
import { type ActionContext, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { benchmarkLines } from './benchmark-lines.ts';
import * as instanceWords from './words.ts';

const benchmarkFlags = [
  ...instanceFlags,
  ...(['against', 'against-image', 'live', 'database', 'tests', 'requests', 'clients', 'pipeline'] as const),
  ...(['size', 'rounds', 'traffic', 'format'] as const),
] as const;
type BenchmarkArguments = Arguments<(typeof benchmarkFlags)[number]>;

export const benchmark = defineAction({
  name: 'benchmark',
  summary: instanceWords.measureTheSpeedOfAnInstance,
  details: [
    instanceWords.benchmarkUsesAScratchServer,
    instanceWords.againstComparesTwoServers,
    instanceWords.withAVerdictForEachTest,
    instanceWords.trafficRecordsWhatClientsSend,
    instanceWords.monitorSlowsTheInstance,
    instanceWords.liveMeasuresTheInstance,
    instanceWords.itsKeysBeginWithVrooliRedis,
    instanceWords.goToTheDatabaseOfDatabase,
    instanceWords.withoutRedisBenchmark,
  ],
  flags: benchmarkFlags,
  async run(context, args) {
    const id = instanceOf(args);
    const { database, tests, requests, clients, pipeline, size, rounds, traffic, format } = args;
    if (database === 'all') {
      throw badUsage('--database', instanceWords.oneDatabase, instanceWords.benchmarkWorksInOneDatabaseGive);
    }
    checkFormat(context, args);
    const against = againstOf(args);
    const load = { database, tests: tests && [...tests], requests, clients, pipeline, valueBytes: size, rounds };
    if (args.live === 'yes' && traffic !== undefined) {
      throw badUsage('--live', instanceWords.leftOut, instanceWords.trafficIsNotReplayedLive);
    }
    const { result: done } = await perform(context, (api) =>
      api.benchmarks.run({
        id,
        ...load,
        live: args.live === 'yes',
        trafficSeconds: traffic,
        ...(against && { against }),
      }),
    );
    const { output } = context;
    if (format === 'csv') output.stdout.raw(benchmarkCsv(done));
    else output.answer(done, benchmarkLines(done, output.style, output.columns));
    return exitCodes.done;
  },
});

function checkFormat({ output }: ActionContext, { format = 'text' }: BenchmarkArguments): void {
  if (format === 'jsonl') throw badUsage('--format', instanceWords.textOrCsv, instanceWords.benchmarkHasNoJsonl);
  if (format !== 'text' && output.json) {
    throw badUsage('--format', instanceWords.leftOut, instanceWords.leaveOutFormatWithJson);
  }
}

function againstOf({ against = [], 'against-image': image, live, rounds }: BenchmarkArguments) {
  if (against.length === 0 && image === undefined) return undefined;
  if (live === 'yes') throw badUsage('--live', instanceWords.leftOut, instanceWords.aComparisonIsNotLive);
  if (rounds !== undefined && rounds < MIN_COMPARED_ROUNDS) {
    const expected = instanceWords.atLeastRounds(MIN_COMPARED_ROUNDS);
    throw badUsage('--rounds', expected, instanceWords.aComparisonNeedsRounds(MIN_COMPARED_ROUNDS));
  }
  const changes = new Map<string, string>();
  for (const change of against) {
    const at = change.indexOf('=');
    const directive = change.slice(0, at).toLowerCase();
    if (changes.has(directive)) {
      throw badUsage('--against', instanceWords.aDirectiveOnce, instanceWords.twoValuesOf(directive));
    }
    changes.set(directive, change.slice(at + 1));
  }
  return { changes: Object.fromEntries(changes), ...(image !== undefined && { image }) };
}
