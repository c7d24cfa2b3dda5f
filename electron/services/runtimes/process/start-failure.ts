import { AppError } from '../../../../shared/contract/errors.ts';
import { isPortFree } from '../../ports/free-ports.ts';
import { portOwner } from '../../ports/port-owner.ts';
import { logMessage } from '../../redis/log/log-message.ts';

/** The error for a server that exited during its start, with the cause from its log if known. */
export async function startFailure(id: string, port: number, output: readonly string[]): Promise<AppError> {
  if (output.some((line) => /Address already in use/i.test(line))) {
    const by = await portOwner(port);
    const isFreeNow = by === null && (await isPortFree(port));
    const message = isFreeNow
      ? `${id} could not start: another program used port ${port} at that moment. The port is free now: start ${id} again.`
      : `${id} could not start: port ${port} is already in use by ${by ?? 'a program of another user'}. Stop that program, or choose another port for ${id}.`;
    return new AppError('PORT_TAKEN', message, { port, by, free: null });
  }
  const log = output.slice(-20);
  const cause = [...log].reverse().find((line) => /fatal|error|failed|can't|bad directive|#/i.test(line)) ?? log.at(-1);
  const reason = cause ? ` Its log says: ${logMessage(cause)}` : '';
  return new AppError('START_FAILED', `${id} exited immediately after its start.${reason}`, { id, log: [...log] });
}
