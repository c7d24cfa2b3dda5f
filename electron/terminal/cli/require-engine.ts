import { LOCAL_ENGINE, MAIN } from '../../../shared/contract/names.ts';
import { badUsage } from '../flags/bad-usage.ts';
import type { Arguments } from '../flags/flags.ts';
import { instanceOf } from '../flags/instance-of.ts';
import type { Action, ActionContext } from './action.ts';
import * as cliWords from './words.ts';

/** Actions that use the flag to choose an engine, or to filter by it, and those that read the instance from a file. */
const choosing: ReadonlySet<string> = new Set(['create-client', 'list-clients', 'move-client', 'up', 'down']);

/**
 * Checks `--engine` of an action on an existing instance: refuses a command that names another machine.
 * @throws AppError NOT_FOUND for an unknown engine, BAD_VALUE if the instance is on another one
 */
export async function requireEngine(context: ActionContext, { name }: Action, args: Arguments): Promise<void> {
  if (choosing.has(name)) return;
  await requireOnEngine(context, instanceOf(args), args.engine ?? LOCAL_ENGINE);
}

/** @throws AppError NOT_FOUND for an unknown engine, BAD_VALUE if the instance is on another one */
export async function requireOnEngine(context: ActionContext, id: string, engine: string): Promise<void> {
  const api = await context.api();
  const machines = (await context.stop.orStop(api.engines.names())).map(({ name: known }) => known);
  if (!machines.includes(engine)) {
    const expected = cliWords.oneOfTheEngines(machines.join(', '));
    throw badUsage('--engine', expected, cliWords.thereIsNoEngine(engine, expected));
  }
  const tenants = id === MAIN ? [] : await context.stop.orStop(api.tenants.list());
  const tenant = tenants.find((one) => one.id === id);
  if (id !== MAIN && !tenant) return;
  const actual = tenant?.engine ?? LOCAL_ENGINE;
  if (actual === engine) return;
  throw badUsage('--engine', actual, cliWords.instanceIsOnAnotherEngine(id, actual, engine));
}

/** An instance whose engine is tagged as production; null for any other. */
export async function productionInstance(context: ActionContext, id: string): Promise<string | null> {
  // Main is always on this computer.
  if (id === MAIN) return null;
  const api = await context.api();
  const known = await context.stop.orStop(api.engines.names());
  const production = new Set(known.filter((one) => one.production).map(({ name }) => name));
  if (production.size === 0) return null;
  const tenant = (await context.stop.orStop(api.tenants.list())).find((one) => one.id === id);
  return production.has(tenant?.engine ?? LOCAL_ENGINE) ? id : null;
}
