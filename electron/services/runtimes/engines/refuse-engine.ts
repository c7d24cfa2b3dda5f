import { AppError } from '../../../../shared/contract/errors.ts';

/** Docker 19.03. Engines before it lack calls that the app needs. */
const OLDEST_API = '1.40';

/** @throws AppError ENGINE_UNREACHABLE if an engine is too old, or another one than the one that was added */
export function refuseEngine(found: {
  readonly address: string;
  /** Null: every engine. */
  readonly expectedId: string | null;
  readonly apiVersion: string | undefined;
  readonly id: string | null;
}): void {
  const { address, expectedId, apiVersion, id } = found;
  if (apiVersion === undefined || isOlder(apiVersion, OLDEST_API)) {
    throw refused(
      address,
      `The engine at ${address} speaks version ${apiVersion ?? 'unknown'} of Docker's API, and the app needs ${OLDEST_API} or later.`,
      'Update Docker there.',
    );
  }
  if (expectedId !== null && id !== expectedId) {
    throw refused(
      address,
      `A different Docker engine now answers at ${address}.`,
      'If Docker was reinstalled there, its containers are gone: remove the engine and add it again. Otherwise check the address.',
    );
  }
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = than.split('.').map(Number);
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}

function refused(endpoint: string, message: string, fix: string): AppError<'ENGINE_UNREACHABLE'> {
  return new AppError('ENGINE_UNREACHABLE', `${message} ${fix}`, { endpoint, reason: message });
}
