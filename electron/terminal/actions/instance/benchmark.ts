import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import { benchmarkLines } from './benchmark-lines.ts';

export const benchmark = defineAction({
  name: 'benchmark',
  summary: 'Measure how fast an instance is, by redis-benchmark',
  details: [
    'Its keys begin with vrooli-redis-desktop:benchmark: and are removed afterwards, also when it is cancelled. They',
    'are in the database of --database, else in the last one without keys. Other clients are slower meanwhile.',
    'Without a redis-benchmark here or in the container, or where it needs a password, the app’s own load is used.',
  ],
  flags: [...instanceFlags, 'database', 'tests', 'requests', 'clients', 'pipeline'],
  async run(context, args) {
    const id = instanceOf(args);
    const { database, tests, requests, clients, pipeline } = args;
    if (database === 'all') {
      throw badUsage('--database', 'one database', 'benchmark works in one database: give --database N.');
    }
    const { result: done } = await perform(context, (api) =>
      api.benchmarks.run({ id, database, tests: tests && [...tests], requests, clients, pipeline }),
    );
    context.output.answer(done, benchmarkLines(done, context.output.style, context.output.columns));
    return exitCodes.done;
  },
});
