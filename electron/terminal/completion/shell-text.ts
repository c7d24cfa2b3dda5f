import type { CompletedFlag } from './completion-model.ts';

/** The forms of a flag on a command line. */
export function spellings({ name, short }: Pick<CompletedFlag, 'name' | 'short'>): string[] {
  return short === null ? [`--${name}`] : [`--${name}`, `-${short}`];
}

/** A text as one word in single quotes, for sh, bash and zsh. */
export function word(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A text as one word in single quotes, for fish. */
export function fishWord(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
