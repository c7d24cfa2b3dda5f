import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { benchmarkLines } from './benchmark-lines.ts';
import * as instanceWords from './words.ts';

export const benchmark = defineAction({
  name: 'benchmark',
  summary: instanceWords.measureTheSpeedOfAnInstance,
  details: [
    instanceWords.itsKeysBeginWithVrooliRedis,
    instanceWords.goToTheDatabaseOfDatabase,
    instanceWords.withoutARedisBenchmarkHereOr,
  ],
  flags: [...instanceFlags, 'database', 'tests', 'requests', 'clients', 'pipeline'],
  async run(context, args) {
    const id = instanceOf(args);
    const { database, tests, requests, clients, pipeline } = args;
    if (database === 'all') {
      throw badUsage('--database', instanceWords.oneDatabase, instanceWords.benchmarkWorksInOneDatabaseGive);
    }
    const { result: done } = await perform(context, (api) =>
      api.benchmarks.run({ id, database, tests: tests && [...tests], requests, clients, pipeline }),
    );
    context.output.answer(done, benchmarkLines(done, context.output.style, context.output.columns));
    return exitCodes.done;
  },
});
