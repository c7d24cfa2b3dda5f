import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from './base.ts';
import { bytes, keyName } from './key-name.ts';
import { databaseIndex, instanceId, timestamp } from './values.ts';

const ofInstance = z.object({ instance: instanceId });

const channel = z.object({
  name: bytes,
  /** Subscribers of the channel itself; those of patterns are not in it. */
  subscribers: z.number().int(),
  /** A channel of SSUBSCRIBE. */
  isSharded: z.boolean(),
});
export type Channel = z.infer<typeof channel>;

export const channels = z.object({
  /** Most subscribers first. */
  items: z.array(channel),
  /** All active channels; `items` has at most 1,000. */
  total: z.number().int(),
  /** How many patterns have subscribers. Redis does not name them. */
  patterns: z.number().int(),
});
export type Channels = z.infer<typeof channels>;

const message = z.object({
  at: timestamp,
  channel: bytes,
  /** The pattern that it matched; null for a subscribed channel. */
  pattern: bytes.nullable(),
  /** At most the first 4 KB. */
  content: bytes,
});
export type Message = z.infer<typeof message>;

/** New messages. `received` counts all since the start, `dropped` those of this batch that came too fast to show. */
const messages = z.object({ items: z.array(message), received: z.number().int(), dropped: z.number().int() });
export type MessageBatch = z.infer<typeof messages>;

/** Name of a channel or a pattern. */
const topic = z.string().min(1).max(4096);

export const pubsub = {
  channels: procedure.input(ofInstance).output(channels),
  /** Messages of the channels and patterns until the reader leaves. The first batch is empty: it is subscribed. */
  listen: procedure
    .input(ofInstance.extend({ channels: z.array(topic).max(100), patterns: z.array(topic).max(100) }))
    .output(eventIterator(messages)),
  /** @returns how many clients received it */
  publish: procedure
    .input(ofInstance.extend({ channel: topic, message: z.string().max(500_000) }))
    .output(z.object({ receivers: z.number().int() })),
};

const ofStream = ofInstance.extend({ database: databaseIndex, key: keyName });
const groupName = keyName;
/** The id of an entry: milliseconds and a number. */
const entryId = z.string().regex(/^\d{1,20}-\d{1,20}$/);

const streamSummary = z.object({
  key: bytes,
  length: z.number().int(),
  groups: z.number().int(),
  lastId: z.string(),
});
export type StreamSummary = z.infer<typeof streamSummary>;

const consumer = z.object({
  name: bytes,
  pending: z.number().int(),
  /** Since its last attempt to read. */
  idleMs: z.number().int(),
});

const consumerGroup = z.object({
  name: bytes,
  pending: z.number().int(),
  lastDeliveredId: z.string(),
  /** Entries that the group has not read; null if the server does not know. */
  lag: z.number().int().nullable(),
  consumers: z.array(consumer),
});
export type ConsumerGroup = z.infer<typeof consumerGroup>;

export const streamDetails = z.object({
  length: z.number().int(),
  firstId: z.string().nullable(),
  lastId: z.string(),
  groups: z.array(consumerGroup),
});
export type StreamDetails = z.infer<typeof streamDetails>;

const pendingEntry = z.object({
  id: z.string(),
  consumer: bytes,
  idleMs: z.number().int(),
  deliveries: z.number().int(),
});
export type PendingEntry = z.infer<typeof pendingEntry>;

/** Entries to put back into the pending list of a group, as they were listed. */
const formerEntries = z
  .array(
    z.object({
      id: entryId,
      consumer: keyName,
      idleMs: z.number().int().min(0),
      deliveries: z.number().int().min(0),
    }),
  )
  .min(1)
  .max(1000);
export type FormerEntry = z.infer<typeof formerEntries>[number];

export const streams = {
  /** The streams of a database. `complete`: false if the search ended before all keys were seen. */
  list: procedure
    .input(ofInstance.extend({ database: databaseIndex }))
    .output(z.object({ items: z.array(streamSummary), complete: z.boolean() })),
  get: procedure.input(ofStream).output(streamDetails),
  /** At most 100 entries, oldest first. @param after an id: the entries that follow it */
  pending: procedure
    .input(ofStream.extend({ group: groupName, after: entryId.optional() }))
    .output(z.object({ items: z.array(pendingEntry), more: z.boolean() })),
  /** Removes entries from the pending list of a group. READ_ONLY by the switch. */
  acknowledge: procedure
    .input(ofStream.extend({ group: groupName, ids: z.array(entryId).min(1).max(1000) }))
    .output(z.object({ acknowledged: z.number().int() })),
  /** Gives pending entries to another consumer, which is created if needed. READ_ONLY by the switch. */
  claim: procedure
    .input(
      ofStream.extend({
        group: groupName,
        consumer: keyName,
        /** Entries that were delivered more recently stay. */
        minIdleMs: z.number().int().min(0),
        ids: z.array(entryId).min(1).max(1000),
      }),
    )
    .output(z.object({ claimed: z.array(z.string()) })),
  /**
   * Undoes acknowledging or claiming: each entry is pending again for its former consumer, with its former idle time and
   * deliveries. An entry that the stream no longer has stays away. READ_ONLY by the switch.
   * @returns the ids that are pending again
   */
  putBack: procedure
    .input(ofStream.extend({ group: groupName, entries: formerEntries }))
    .output(z.object({ pending: z.array(z.string()) })),
};
