/** A progress line of a pull or load, as the engine sends it. Any field may be missing. */
export interface ProgressLine {
  readonly id?: string;
  readonly status?: string;
  readonly stream?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** An error that the engine reports inside its stream, after the status "200 OK". */
export class StreamedFailure extends Error {}

/** Parses the lines of a progress stream. @throws StreamedFailure on an error line */
export async function* progressLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<ProgressLine> {
  let rest = '';
  // A chunk may end inside a character.
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* parsed(line);
  }
  yield* parsed(rest + decoder.decode());
}

function* parsed(text: string): Generator<ProgressLine> {
  if (text.trim() === '') return;
  const line = parseLine(text);
  const failure = line.errorDetail?.message ?? line.error;
  if (failure) throw new StreamedFailure(failure);
  yield line;
}

function parseLine(text: string): ProgressLine {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return { stream: text };
  }
}
