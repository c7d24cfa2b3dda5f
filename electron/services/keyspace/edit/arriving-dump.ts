import { createHash } from 'node:crypto';
import type { LargeReply } from '../../redis/connection/bulk-link.ts';
import { storedHash } from '../../redis/data/content/stored-hash.ts';
import { arrivingBytes } from '../../redis/data/decode/arriving-bytes.ts';
import type { RdbFlavour } from '../../redis/data/rdb-format.ts';
import { valueDigestAt } from '../values/value-digest.ts';
import { DUMP_TAIL_BYTES } from './key-state.ts';

/** `contentHash` or `valueDigest` of a value. */
export type DigestKind = 'hash' | 'digest';

export interface ArrivedDump {
  /** The type byte of the value. */
  readonly type: number;
  readonly value: string;
  /** Serialised bytes of the value, without its type byte. */
  readonly valueBytes: number;
  /** Of the whole DUMP, 40 hexadecimal digits. */
  readonly sha1: string;
}

/** Computes a digest of a DUMP of any size while it is received: it needs neither memory nor a file. */
export interface ArrivingDump extends LargeReply {
  /** To be called when the reply is complete. @throws RdbError */
  result(): Promise<ArrivedDump>;
}

export function arrivingDump(kind: DigestKind, flavour: RdbFlavour): ArrivingDump {
  const sha1 = createHash('sha1');
  const bytes = arrivingBytes();
  let value: Promise<string> | null = null;
  let type: number | null = null;
  let length = 0;
  const valueBytes = () => Math.max(0, length - 1 - DUMP_TAIL_BYTES);
  const begin = (first: number) => {
    type = first;
    const place = { offset: 1, length: valueBytes(), type, flavour };
    value = (kind === 'hash' ? storedHash(bytes, place) : valueDigestAt(bytes, place)).finally(bytes.readerEnded);
    value.catch(() => undefined);
  };
  return {
    async begin(total) {
      length = total;
    },
    async take(piece) {
      sha1.update(piece);
      if (type === null) begin(piece[0] ?? 0);
      await bytes.add(piece);
    },
    async result() {
      bytes.end();
      if (value === null || type === null) throw new Error('no value has been received');
      return { type, value: await value, valueBytes: valueBytes(), sha1: sha1.digest('hex') };
    },
  };
}
