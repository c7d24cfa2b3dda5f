/** A script to send. */
export interface Script {
  readonly kind: 'EVAL' | 'FUNCTION LOAD' | 'FUNCTION LOAD REPLACE';
  readonly body: string;
  /** One on each line. */
  readonly keys: string;
  readonly args: string;
}

/** The command line of a script, in quotes. */
export function scriptCommand({ kind, body, keys, args }: Script): string {
  if (kind !== 'EVAL') return `${kind} ${quotedWord(body)}`;
  const lines = (text: string) => text.split('\n').filter((line) => line !== '');
  const words = [...lines(keys), ...lines(args)].map(quotedWord);
  return [kind, quotedWord(body), lines(keys).length, ...words].join(' ');
}

function quotedWord(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
