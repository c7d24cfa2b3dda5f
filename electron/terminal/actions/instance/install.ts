import { resolve } from 'node:path';
import { MAIN } from '../../../../shared/contract/names.ts';
import { defineAction } from '../../cli/action.ts';
import { changeState } from '../../cli/change-state.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { containerChoices, containerFlags } from '../../flags/container-flags.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as instanceWords from './words.ts';

export const install = defineAction({
  name: 'install',
  summary: instanceWords.installAndStartTheMainRedis,
  details: [instanceWords.installReusesData, instanceWords.redisPortRedisMaxMemoryRedis],
  flags: [...instanceFlags, 'runtime', 'port', 'memory', 'image', 'image-archive', ...containerFlags],
  run(context, args) {
    const id = instanceOf(args);
    if (id !== MAIN) throw badUsage('--instance', MAIN, instanceWords.installCreatesOnlyTheMainRedis(id));
    const chosen = containerChoices(args);
    const archive = args['image-archive'];
    return changeState(context, id, (api) =>
      api.instances.install({
        runtime: args.runtime,
        port: args.port,
        memory: args.memory,
        image: args.image,
        containerMemory: chosen.memoryBytes,
        outgoing: chosen.outgoing,
        imageArchive: archive === undefined ? undefined : resolve(archive),
      }),
    );
  },
});
