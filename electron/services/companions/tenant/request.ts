import { existsSync } from 'node:fs';
import type { CompanionKind, CompanionRequest } from '../../../../shared/contract/companion.ts';
import { AppError } from '../../../../shared/contract/errors.ts';
import { runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../../shared/contract/values.ts';
import type { Kind } from '../kind/companion-kind.ts';
import { kinds } from '../kinds/kinds.ts';
import { companionPaths } from '../store/companion-paths.ts';
import type { CompanionDeps } from '../work/companion-deps.ts';

const REDIS = 'redis';

export function kindDocument({ name, title, container, program, backup }: Kind): CompanionKind {
  return { name, title, image: container.image, needsNetwork: program === null, backupForm: backup.form };
}

/** Checks a request for the services of a tenant before anything is created. @throws AppError BAD_VALUE */
export async function companionRequest(
  deps: Pick<CompanionDeps, 'catalogue' | 'environment'>,
  client: string,
  resources: readonly string[],
  runtime: RuntimeKind | undefined,
): Promise<CompanionRequest> {
  const wanted = checkedResources(resources);
  const instance = await deps.catalogue.one(client);
  const current = instance?.entry?.runtime ?? instance?.record?.runtime;
  if (runtime !== undefined && current !== undefined && runtime !== current) {
    const { label } = runtimeTraits[current];
    const expected = `${current}, or left out`;
    const message = `runtime: ${client} exists already and runs with ${label}, not with ${runtimeTraits[runtime].label}. Leave the runtime out, or choose another tenant.`;
    throw new AppError('BAD_VALUE', message, { field: 'runtime', expected });
  }
  return {
    client,
    tenantExists: instance !== null,
    companions: wanted.map((kind) => ({
      ...kindDocument(kind),
      exists: existsSync(companionPaths(deps.environment.home, client, kind.name).record),
    })),
  };
}

/** The kinds of a list of names, in the order of creation. @throws AppError BAD_VALUE */
export function checkedResources(resources: readonly string[]): readonly Kind[] {
  const names = resources.map((name) => name.trim().toLowerCase());
  const known = [REDIS, ...kinds.map(({ name }) => name)];
  const expected = `a list of ${known.join(', ')} that includes ${REDIS}, each once`;
  const refuse = (why: string) => new AppError('BAD_VALUE', `resources: ${why}`, { field: 'resources', expected });
  if (names.every((name) => name === '')) throw refuse(`the list is empty. Name ${expected}.`);
  for (const [index, name] of names.entries()) {
    const shown = JSON.stringify(resources[index]?.trim() ?? '');
    if (name === '') throw refuse(`a name between two commas is empty. Name ${expected}.`);
    if (!known.includes(name)) throw refuse(`${shown} is not a service of this app. Choose from ${known.join(', ')}.`);
    if (names.indexOf(name) !== index) throw refuse(`${shown} is named twice. Name it once.`);
  }
  if (!names.includes(REDIS)) {
    throw refuse(
      `${REDIS} is missing. The other services run beside the Redis of a tenant, on its network: add ${REDIS}.`,
    );
  }
  return kinds.filter(({ name }) => names.includes(name));
}
