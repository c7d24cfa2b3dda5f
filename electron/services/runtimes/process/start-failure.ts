import { AppError } from '../../../../shared/contract/errors.ts';
import { readStateFile } from '../../platform/files/state-file.ts';
import { shownPath } from '../../platform/home/paths.ts';
import { isPortFree } from '../../ports/free-ports.ts';
import { portOwner } from '../../ports/port-owner.ts';
import { logMessage } from '../../redis/log/log-message.ts';

/** The error for a server that exited during its start, with the cause from its log if known. */
export async function startFailure(
  { id, port, configFile }: { readonly id: string; readonly port: number; readonly configFile: string },
  output: readonly string[],
): Promise<AppError> {
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
  if (rejected !== null) {
    const { number, directive, reason } = rejected;
    const fix = (await hasLine(configFile, number, directive))
      ? ` Correct that line in ${shownPath(configFile)}, then start ${id} again.`
      : '';
    const message = `${id} could not start: Redis rejects line ${number} of its configuration (${directive}): ${reason}.${fix}`;
    return new AppError('START_FAILED', message, { id, log });
  }
  const cause = [...log].reverse().find((line) => /fatal|error|failed|can't|bad directive|#/i.test(line)) ?? log.at(-1);
  const reason = cause ? ` Its log says: ${logMessage(cause)}` : '';
  return new AppError('START_FAILED', `${id} exited immediately after its start.${reason}`, { id, log });
}

interface RejectedLine {
  readonly number: number;
  readonly directive: string;
  readonly reason: string;
}

/** Redis does not name the file: the line may be in one that redis.conf includes. */
async function hasLine(configFile: string, number: number, directive: string): Promise<boolean> {
  const text = await readStateFile(configFile).catch(() => null);
  const line = text?.split('\n')[number - 1]?.trim();
  return line !== undefined && directive !== '' && line.split(/[\s']/)[0] === directive;
}

/** The line of the configuration that Redis rejects. It prints the number, the quoted line and the reason. */
function rejectedLine(output: readonly string[]): RejectedLine | null {
  const lines = output.map((line) => line.trim());
  const number = lines.map((line) => /^Reading the configuration file, at line (\d+)/.exec(line)?.[1]).find(Boolean);
  const quoted = lines.findIndex((line) => line.startsWith(">>> '"));
  if (number === undefined || quoted === -1) return null;
  // The line may contain a secret: name only its directive.
  const directive = (lines[quoted] ?? '').slice(5).split(/[\s']/)[0] ?? '';
  const reason = (lines[quoted + 1] ?? '').replace(/\.$/, '');
  return { number: Number(number), directive, reason };
}
