/** One line of what the engine says while it pulls or loads. All fields are the engine's, none is certain. */
export interface ProgressLine {
  readonly id?: string;
  readonly status?: string;
  readonly stream?: string;
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
}

/** A failure that the engine told in the middle of its stream, after it had answered "200 OK". */
export class StreamedFailure extends Error {}

/**
 * The lines of a progress stream as they come.
 * @throws StreamedFailure when one of them is an error
 */
export async function* progressLines(stream: AsyncIterable<Buffer | string>): AsyncGenerator<ProgressLine> {
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield* parsed(text);
  }
  yield* parsed(rest);
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
