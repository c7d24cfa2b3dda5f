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
  const rejected = rejectedLine(output);
  if (rejected !== null) return new AppError('START_FAILED', `${id} could not start: ${rejected}`, { id, log });
  const cause = [...log].reverse().find((line) => /fatal|error|failed|can't|bad directive|#/i.test(line)) ?? log.at(-1);
  const reason = cause ? ` Its log says: ${logMessage(cause)}` : '';
  return new AppError('START_FAILED', `${id} exited immediately after its start.${reason}`, { id, log });
}

/** The line of the configuration that Redis rejects. It prints the number, the quoted line and the reason. */
function rejectedLine(output: readonly string[]): string | null {
  const lines = output.map((line) => line.trim());
  const number = lines.map((line) => /^Reading the configuration file, at line (\d+)/.exec(line)?.[1]).find(Boolean);
  const quoted = lines.findIndex((line) => line.startsWith(">>> '"));
  if (number === undefined || quoted === -1) return null;
  // The line may contain a secret: name only its directive.
  const directive = (lines[quoted] ?? '').slice(5).split(/[\s']/)[0] ?? '';
  const reason = (lines[quoted + 1] ?? '').replace(/\.$/, '');
  return `Redis rejects line ${number} of its configuration (${directive}): ${reason}.`;
}
