import { AppError } from '../../../../shared/contract/errors.ts';
import { parseInfo } from '../../redis/info/info.ts';
import type { KeyConnection } from '../values/key-connection.ts';

/** @throws AppError IS_REPLICA. A server that refuses INFO refuses the write itself. */
export async function refuseReplica(connection: KeyConnection): Promise<void> {
  const { instance } = connection;
  const reply = await connection.call('INFO', 'replication').catch(() => '');
  const info = parseInfo(String(reply));
  if (info.get('role') !== 'slave') return;
  const [masterHost, masterPort] = [info.get('master_host') ?? '', Number(info.get('master_port') ?? 0)];
  const message = `${instance} is a replica of ${masterHost}:${masterPort}, which decides which keys ${instance} holds. Change the keys of its master instead.`;
  throw new AppError('IS_REPLICA', message, { id: instance, masterHost, masterPort });
}
