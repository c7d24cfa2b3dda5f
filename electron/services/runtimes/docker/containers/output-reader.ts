import { LineSplitter } from '../../../platform/files/line-splitter.ts';
import type { OutputLine } from '../../runtime.ts';

const FRAME_HEAD = 8;

/** `2026-11-22T21:00:00.123456789Z `: the engine always writes nine fractional digits. */
const stamped = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z) /;
const STAMP_BYTES = 31;

/**
 * Reads lines from a container's timestamped output. Without a terminal, the engine sends frames: an 8-byte header (the
 * first byte is the stream, 0 to 2; the last four are the length), then the text
 * (https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach).
 * A long line spans several frames, each with its own timestamp.
 */
export class OutputReader {
  #left: Buffer = Buffer.alloc(0);
  readonly #streams = new Map<number, { at: string | null; readonly splitter: LineSplitter }>();
  #framed: boolean | null = null;

  push(chunk: Buffer): OutputLine[] {
    let data = this.#left.length > 0 ? Buffer.concat([this.#left, chunk]) : chunk;
    const lines: OutputLine[] = [];
    while (data.length >= FRAME_HEAD) {
      this.#framed ??= isFrame(data);
      if (!this.#framed) break;
      const length = data.readUInt32BE(4);
      if (data.length < FRAME_HEAD + length) break;
      lines.push(...this.#frame(data.readUInt8(0), data.subarray(FRAME_HEAD, FRAME_HEAD + length)));
      data = data.subarray(FRAME_HEAD + length);
    }
    if (this.#framed === false) {
      lines.push(...this.#plain(data));
      data = Buffer.alloc(0);
    }
    this.#left = data;
    return lines;
  }

  /** The last, unterminated lines at the end of the output. */
  rest(): OutputLine[] {
    const lines = this.#framed === null ? this.#plain(this.#left) : [];
    for (const { at, splitter } of this.#streams.values()) {
      const text = splitter.rest();
      if (text !== null) lines.push(stampOf(at, text));
    }
    return lines;
  }

  #frame(stream: number, payload: Buffer): OutputLine[] {
    const state = this.#stream(stream);
    const stamp = stamped.exec(payload.toString('latin1', 0, STAMP_BYTES))?.[1] ?? null;
    state.at ??= stamp;
    const texts = state.splitter.push(stamp === null ? payload : payload.subarray(STAMP_BYTES));
    const at = state.at;
    if (texts.length > 0) state.at = null;
    return texts.map((text) => ({ at, text }));
  }

  /** Output of a terminal: timestamped lines without frames. */
  #plain(data: Buffer): OutputLine[] {
    return this.#stream(0)
      .splitter.push(data)
      .map((text) => stampOf(null, text));
  }

  #stream(stream: number) {
    const existing = this.#streams.get(stream);
    if (existing) return existing;
    const created = { at: null, splitter: new LineSplitter() };
    this.#streams.set(stream, created);
    return created;
  }
}

function isFrame(data: Buffer): boolean {
  return data.readUInt8(0) <= 2 && data.readUIntBE(1, 3) === 0;
}

function stampOf(at: string | null, text: string): OutputLine {
  const stamp = at === null ? stamped.exec(text)?.[1] : undefined;
  return stamp === undefined ? { at, text } : { at: stamp, text: text.slice(STAMP_BYTES) };
}
