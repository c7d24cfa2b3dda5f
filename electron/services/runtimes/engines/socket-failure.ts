import { AppError } from '../../../../shared/contract/errors.ts';
import type { SshTarget, SshTunnel } from './ssh-tunnel.ts';

/** If ssh cannot open a socket, it only closes the connection; the shell there can report why. Null: it cannot. */
export async function socketFailure(
  tunnel: SshTunnel,
  { socket }: SshTarget,
  endpoint: string,
): Promise<AppError<'ENGINE_UNREACHABLE'> | null> {
  const path = `'${socket}'`;
  const script = `if test ! -S ${path}; then echo missing; elif test ! -w ${path}; then echo denied; fi`;
  const found = (await tunnel.run(script).catch(() => null))?.trim();
  const failed = (reason: string, fix: string) =>
    new AppError('ENGINE_UNREACHABLE', `${reason} ${fix}`, { endpoint, reason });
  if (found === 'missing') {
    const fix = 'Start Docker there, or give its socket in the address: ssh://HOST/PATH.';
    return failed(`${tunnel.machine} has no Docker socket at ${socket}.`, fix);
  }
  if (found !== 'denied') return null;
  const fix = 'There, join the docker group with "sudo usermod -aG docker $USER".';
  return failed(`${tunnel.machine} may not use the Docker socket ${socket} (permission denied).`, fix);
}
