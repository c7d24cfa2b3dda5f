import { AppError } from '../../../../shared/contract/errors.ts';
import { portOwner } from '../../ports/port-owner.ts';

/** What a server that ended at once says of itself in its log, as a failure that names the cause where it is known. */
export async function startFailure(id: string, port: number, output: readonly string[]): Promise<AppError> {
  if (output.some((line) => /Address already in use/i.test(line))) {
    const by = await portOwner(port);
    return new AppError(
      'PORT_TAKEN',
      `${id} could not start: port ${port} is already in use by ${by ?? 'a program of another user'}. Stop that program, or give ${id} another port.`,
      { port, by, free: null },
    );
  }
  const log = output.slice(-20);
  const cause = [...log].reverse().find((line) => /fatal|error|failed|can't|bad directive|#/i.test(line)) ?? log.at(-1);
  const said = cause ? ` It said: ${cause.replace(/^\d+:[A-Z] .{20,28} [#*.-] /, '').trim()}` : '';
  return new AppError('START_FAILED', `${id} was started but ended at once.${said}`, { id, log: [...log] });
}
