import { counted } from '../../../../shared/format/count.ts';
import type { ActionContext } from '../../cli/action.ts';
import { type ExitCode, exitCodes } from '../../cli/exit-codes.ts';
import { perform } from '../../cli/perform.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import type { Arguments } from '../../flags/flags.ts';
import * as moveWords from './words.ts';

/** Moves all tenants of a machine to others. Exit 1 if any of them stayed. */
export async function drainEngine(
  context: ActionContext,
  args: Arguments<'targets' | 'publish' | 'forward' | 'confirm'>,
  engine: string,
): Promise<ExitCode> {
  if (args.targets === undefined) throw badUsage('--targets', moveWords.oneOrMoreEngines, moveWords.drainNeedsTargets);
  const to = args.targets.split(',').map((name) => name.trim());
  const input = { engine, to, publish: args.publish, forward: args.forward === 'yes' };
  const api = await context.api();
  const { moves } = await context.stop.orStop(api.tenants.drainPreview(input));
  const isProduction = (await api.engines.names()).some(({ name, production }) => name === engine && production);
  if (isProduction && moves.length > 0) await requireName(context, engine, args.confirm);
  const { result } = await perform(context, (core) => core.tenants.drain(input));
  const { moved, left } = result;
  context.output.answer(result, [
    moved.length + left.length === 0
      ? moveWords.nothingToMove(engine)
      : moveWords.drained(engine, counted(moved.length, 'tenant')),
    ...moved.map(({ id, to: place }) => moveWords.movedTo(id, place.engine, place.port)),
    ...left.map(({ id, reason }) => moveWords.stayed(id, reason)),
  ]);
  return left.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** The clients of every tenant lose their connection. */
async function requireName({ questions }: ActionContext, engine: string, given: string | undefined): Promise<void> {
  questions.protect(async () => engine, given);
  await questions.confirm({
    ...{ yes: 'yes', what: moveWords.movesEveryTenant(engine), question: moveWords.moveId(engine) },
    lost: async () => [moveWords.movesEveryTenant(engine)],
  });
}
