import type { Api } from '../../../../shared/contract/contract.ts';
import { type Action, type ActionTopic, defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { requireInstance } from '../../cli/require-instance.ts';
import type { StopRequest } from '../../cli/stop-request.ts';
import { bashCompletion } from '../../completion/bash.ts';
import { completionModel } from '../../completion/completion-model.ts';
import { fishCompletion } from '../../completion/fish.ts';
import { zshCompletion } from '../../completion/zsh.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { instanceFlags, instanceOf } from '../../flags/instance-of.ts';
import * as appWords from './words.ts';

/** The names under which the CLI is called. */
const PROGRAMS = ['vrooli-redis', 'manage.sh'];

const writers = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** The completion scripts. They call this action again for the names of instances and backups. */
export function completionOf(topics: () => Promise<readonly ActionTopic[]>): Action {
  return defineAction({
    name: 'completion',
    summary: appWords.printTheCompletionScript,
    details: [appWords.completionCompletes],
    flags: ['shell', 'names', ...instanceFlags],
    async run({ api, output, stop }, args) {
      const { shell, names } = args;
      if (names !== undefined) {
        const found = await namesOf(await api(), stop, names, instanceOf(args));
        output.answer({ names: found }, found);
        return exitCodes.done;
      }
      if (shell === undefined) throw badUsage('--shell', 'bash, zsh or fish', appWords.completionNeedsAShell);
      const text = writers[shell](completionModel(await topics()), PROGRAMS);
      output.text({ shell, text }, text);
      return exitCodes.done;
    },
  });
}

async function namesOf(
  { instances, backups }: Api,
  stop: StopRequest,
  kind: 'instances' | 'backups',
  instance: string,
): Promise<string[]> {
  if (kind === 'instances') return (await stop.orStop(instances.list())).map(({ id }) => id);
  await requireInstance({ instances }, stop, instance);
  return (await stop.orStop(backups.list({ instance }))).map(({ name }) => name);
}
