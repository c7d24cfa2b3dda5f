import type { OperationContext } from '../../../operations/run/operation-context.ts';
import type { EngineConnection } from '../engine/engine-connection.ts';
import { progressLines } from '../engine/progress-lines.ts';
import { createPullProgress } from './pull-progress.ts';

/**
 * Pulls an image and reports progress. A cancel also ends the engine's download.
 * @throws the engine's error; AppError ENGINE_UNREACHABLE, CANCELLED
 */
export async function pullImage(
  connection: EngineConnection,
  name: string,
  op: Pick<OperationContext, 'progress' | 'signal'>,
): Promise<void> {
  await connection.call(
    async (docker, abortSignal) => {
      op.progress(null, `contacting the registry for ${name}`);
      const stream: NodeJS.ReadableStream = await docker.pull(name, { abortSignal });
      const progress = createPullProgress();
      for await (const line of progressLines(stream)) {
        const now = progress(line);
        if (now) op.progress(now.fraction, now.detail);
      }
    },
    { limitMs: null, signal: op.signal },
  );
}

/**
 * Whether a pull failed because no registry answered, not because the registry refused the image. Matches the errors of
 * Go's network code and of Docker Hub's rate limit.
 */
export function noRegistryAnswered(message: string): boolean {
  return /no such host|dial tcp|lookup |i\/o timeout|connection refused|connection reset|network is unreachable|no route to host|TLS handshake|proxyconnect|server misbehaving|Temporary failure in name resolution|context deadline exceeded|Client\.Timeout|request canceled|unexpected EOF|: EOF|toomanyrequests|received unexpected HTTP status: 5\d\d/i.test(
    message,
  );
}
