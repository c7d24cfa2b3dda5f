import type { EngineConnection } from '../engine/engine-connection.ts';
import { withoutFrames } from './recent-output.ts';

/** The exit code of a program in a container, and its stdout and stderr in order. */
export interface RanInside {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program in a running container until it exits. Other users can see the arguments: never pass a secret. */
export type RunInside = (id: string, command: readonly string[], limitMs: number) => Promise<RanInside>;

export async function runInside(
  connection: EngineConnection,
  container: string,
  command: readonly string[],
  limitMs: number,
): Promise<RanInside> {
  return connection.call(
    async (docker, abortSignal) => {
      const options = { Cmd: [...command], AttachStdout: true, AttachStderr: true, abortSignal };
      const exec = await docker.getContainer(container).exec(options);
      const stream = await exec.start({ abortSignal });
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      const { ExitCode } = await exec.inspect({ abortSignal });
      return { code: ExitCode, output: withoutFrames(Buffer.concat(chunks)).toString('utf8') };
    },
    { limitMs },
  );
}
