import type { Channel, Channels } from '../../../shared/contract/messaging.ts';
import { assertWritable } from '../instances/registry/read-only.ts';
import type { InstanceDeps } from '../instances/status/instance-deps.ts';
import { bufferOf, inPairs, listOf } from '../keyspace/values/bounded-reply.ts';
import { toBytes } from '../keyspace/values/bytes.ts';
import type { KeyConnection } from '../keyspace/values/key-connection.ts';
import { createKeyConnections, keyTarget } from '../keyspace/values/key-connections.ts';
import { listenTo } from './listen.ts';
import type { Messaging } from './messaging.ts';
import {
  acknowledgeEntries,
  claimEntries,
  listStreams,
  pendingEntries,
  putBackEntries,
  streamDetails,
} from './streams.ts';

const MAX_CHANNELS = 1000;
const LONGEST_NAME = 1024;

export function createMessaging(deps: Pick<InstanceDeps, 'environment' | 'catalogue'>): Messaging {
  const connections = createKeyConnections(deps);
  const to = (place: { readonly instance: string; readonly database: number }) =>
    connections.shared(place.instance, place.database);
  const writing = async (place: { readonly instance: string; readonly database: number }) => {
    await assertWritable(deps.environment, place.instance);
    return to(place);
  };
  return {
    channels: async (instance) => readChannels(await to({ instance, database: 0 })),
    async *listen({ instance, ...topics }, signal) {
      yield* listenTo(instance, await keyTarget(deps, instance), topics, signal);
    },
    async publish(instance, channel, message) {
      const connection = await to({ instance, database: 0 });
      return Number(await connection.call('PUBLISH', Buffer.from(channel), Buffer.from(message)));
    },
    list: async (instance, database) => listStreams(await to({ instance, database })),
    get: async (place) => streamDetails(await to(place), place),
    pending: async (place) => pendingEntries(await to(place), place),
    acknowledge: async (place) => acknowledgeEntries(await writing(place), place),
    claim: async (place) => claimEntries(await writing(place), place),
    putBack: async (place) => putBackEntries(await writing(place), place),
    close: () => connections.close(),
  };
}

async function readChannels(connection: KeyConnection): Promise<Channels> {
  const [names, sharded, patterns] = await connection.pipeline([
    ['PUBSUB', 'CHANNELS'],
    ['PUBSUB', 'SHARDCHANNELS'],
    ['PUBSUB', 'NUMPAT'],
  ]);
  if (names instanceof Error) throw names;
  const plain = listOf(names).map(bufferOf);
  // Before Redis 7 there are no shard channels.
  const shard = listOf(sharded).map(bufferOf);
  const counts = await connection.pipeline([
    ['PUBSUB', 'NUMSUB', ...plain.slice(0, MAX_CHANNELS)],
    ...(shard.length > 0 ? [['PUBSUB', 'SHARDNUMSUB', ...shard.slice(0, MAX_CHANNELS)] as const] : []),
  ]);
  const items = [...channelsOf(counts[0], false), ...channelsOf(counts[1], true)];
  items.sort((one, other) => other.subscribers - one.subscribers);
  return {
    items: items.slice(0, MAX_CHANNELS),
    total: plain.length + shard.length,
    patterns: Number(patterns) || 0,
  };
}

function channelsOf(reply: unknown, isSharded: boolean): Channel[] {
  return inPairs(reply).map(([name, count]) => {
    const bytes = bufferOf(name);
    return { name: toBytes(bytes.subarray(0, LONGEST_NAME), bytes.length), subscribers: Number(count), isSharded };
  });
}
