import type { HeldCommand, ReplyText, Sent } from '../../../../shared/contract/console.ts';

type Reply = Extract<Sent, { kind: 'reply' }>;

/** The reply of a command, as far as it is shown. */
export interface ShownReply extends Omit<Reply, 'kind' | 'state' | 'reply'> {
  readonly text: string;
  readonly next: number | null;
  readonly lostBytes: number;
}

/** The outcome of a command. */
export type EntryResult =
  | { readonly kind: 'running' }
  | { readonly kind: 'reply'; readonly reply: ShownReply }
  | { readonly kind: 'held'; readonly held: HeldCommand }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** An entry of the transcript: a command with its reply, or messages that arrived without one. */
export interface ConsoleEntry {
  readonly id: number;
  readonly prompt: string;
  /** Null for messages that the server has sent unasked. */
  readonly command: string | null;
  readonly result: EntryResult;
  /** The newest text of its stream. */
  readonly stream: string;
  readonly messages: number;
  readonly dropped: number;
}

/** Older entries are removed. */
const MAX_ENTRIES = 300;
/** Of one stream; older text is removed. */
const MAX_STREAM = 100_000;

export function withEntry(entries: readonly ConsoleEntry[], entry: ConsoleEntry): readonly ConsoleEntry[] {
  return [...entries.slice(1 - MAX_ENTRIES), entry];
}

export function replaced(
  entries: readonly ConsoleEntry[],
  id: number,
  change: (entry: ConsoleEntry) => ConsoleEntry,
): readonly ConsoleEntry[] {
  return entries.map((entry) => (entry.id === id ? change(entry) : entry));
}

/** Adds text to a stream and keeps its end, from the beginning of a line. */
export function withStream(entry: ConsoleEntry, text: string, messages: number, dropped: number): ConsoleEntry {
  const whole = entry.stream === '' ? text : `${entry.stream}\n${text}`;
  const cut = whole.length > MAX_STREAM ? whole.slice(whole.indexOf('\n', whole.length - MAX_STREAM) + 1) : whole;
  return { ...entry, stream: cut, messages: entry.messages + messages, dropped: entry.dropped + dropped };
}

export function shownReply({ kind: _kind, state: _state, reply, ...rest }: Reply): ShownReply {
  return { ...rest, ...reply };
}

export function withMore(entry: ConsoleEntry, more: ReplyText): ConsoleEntry {
  if (entry.result.kind !== 'reply') return entry;
  const { reply } = entry.result;
  const text = reply.text + more.text;
  return { ...entry, result: { kind: 'reply', reply: { ...reply, ...more, text } } };
}

const secretArguments = [
  /^(\s*auth\s+)(.+)$/is,
  /^(\s*hello\s+\S+.*?\bauth\s+)(.+)$/is,
  /^(\s*migrate\s.*?\bauth2?\s+)(.+)$/is,
  /^(\s*acl\s+setuser\s+\S+\s+)(.*[><#!].*)$/is,
  /^(\s*config\s+set\s+\S*(?:pass|auth|key-file)\S*\s+)(.+)$/is,
];

/** A command as the transcript shows it: with its passwords masked. */
export function maskedCommand(command: string): string {
  for (const pattern of secretArguments) {
    const [, start] = pattern.exec(command) ?? [];
    if (start !== undefined) return `${start}••••••••`;
  }
  return command;
}
