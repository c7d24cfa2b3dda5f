import type { Api } from '../../../shared/contract/contract.ts';
import type { StopRequest } from './stop-request.ts';

/**
 * For actions that read files and never ask the instance: a misspelt id is an error, not an empty list.
 * @throws AppError NOT_FOUND
 */
export async function requireInstance(api: Pick<Api, 'instances'>, stop: StopRequest, id: string): Promise<void> {
  await stop.orStop(api.instances.status({ id }));
}
