import { finished } from 'node:stream/promises';
import type Docker from 'dockerode';
import { z } from 'zod';
import { parseJson } from '../../../platform/files/parse-json.ts';

const exit = z.object({ StatusCode: z.number() });

interface WaitOptions {
  readonly condition: 'not-running' | 'removed';
  readonly signal?: AbortSignal;
}

/**
 * Waits until a container has ended or was removed. The engine sends the headers of its reply immediately and the rest
 * at the end, and `wait` of dockerode never settles if the connection is lost in between.
 * @returns its exit code
 * @throws the engine's error, or that of the connection
 */
export async function waitContainer(
  { modem }: Pick<Docker, 'modem'>,
  id: string,
  { condition, signal }: WaitOptions,
): Promise<number> {
  const reply = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    const path = `/containers/${id}/wait?`;
    const statusCodes = { 200: true, 400: 'bad parameter', 404: 'no such container', 500: 'server error' };
    const options = { path, method: 'POST', isStream: true, statusCodes, options: { condition } };
    modem.dial({ ...options, ...(signal && { abortSignal: signal }) }, (error, stream) =>
      error ? reject(error) : resolve(stream as NodeJS.ReadableStream),
    );
  });
  let text = '';
  reply.on('data', (part: Buffer) => {
    text += part.toString();
  });
  await finished(reply, { signal });
  const ended = exit.safeParse(parseJson(text));
  if (ended.success) return ended.data.StatusCode;
  // An engine that is being stopped ends its reply without saying more.
  throw Object.assign(new Error('the engine ended its reply early'), { code: 'ECONNRESET' });
}
