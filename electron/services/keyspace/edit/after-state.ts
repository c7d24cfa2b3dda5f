import type { KeyConnection } from '../values/key-connection.ts';
import { digestOf, type KeyState } from './key-state.ts';
import type { AfterState } from './pack-record.ts';

/** The state of a key, as a record keeps it after a change. */
export async function afterState(connection: KeyConnection, state: KeyState): Promise<AfterState> {
  const digest = await digestOf(connection, state);
  return digest === null ? { kind: 'absent' } : { kind: 'value', digest, expireAtMs: state.expireAtMs };
}
