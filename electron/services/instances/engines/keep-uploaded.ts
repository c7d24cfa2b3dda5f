import { AppError } from '../../../../shared/contract/errors.ts';
import type { DockerRuntime } from '../../runtimes/docker/docker-runtime.ts';

/**
 * Uploads the `redis.conf` of an instance on another machine after an operation: Redis reads it there when the engine
 * restarts it by itself. A failure is a warning, because the operation has succeeded and the next start uploads it.
 * @param engine null: this computer's, which needs no upload
 */
export async function keepUploaded(
  containers: Pick<DockerRuntime, 'uploadSettings'>,
  { id, engine }: { readonly id: string; readonly engine: string | null },
  warn: (text: string) => void,
): Promise<void> {
  if (engine === null) return;
  try {
    await containers.uploadSettings(id);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    warn(
      `redis.conf of ${id} was not uploaded to ${engine}, which keeps the former one until the next start. ${error.message}`,
    );
  }
}
