import { fieldsOf, listOf, textOf } from './flat-map.ts';

/** The server's documentation is untrusted: no real command nests this deeply. */
const MAX_LEVELS = 12;

/** The arguments of a command in the notation of Redis's documentation: `key start stop [BYSCORE | BYLEX] [REV]`. */
export function syntaxOf(args: unknown): string {
  return listOf(args)
    .map((arg) => argument(arg, 0))
    .filter(Boolean)
    .join(' ');
}

function argument(value: unknown, level: number): string {
  if (level > MAX_LEVELS) return '…';
  const arg = fieldsOf(value);
  const type = textOf(arg.get('type'));
  const token = textOf(arg.get('token'));
  const flags = listOf(arg.get('flags')).map(textOf);
  const isOptional = flags.includes('optional');
  const inner = content(arg, type, level, isOptional);
  const once = type === 'pure-token' ? token : [token, inner].filter(Boolean).join(' ');
  const text = repeated(once, inner, flags);
  return isOptional ? `[${text}]` : text;
}

function content(arg: ReadonlyMap<string, unknown>, type: string, level: number, isOptional: boolean): string {
  const parts = () => listOf(arg.get('arguments')).map((part) => argument(part, level + 1));
  if (type === 'block') return parts().join(' ');
  if (type === 'oneof') return isOptional ? parts().join(' | ') : `<${parts().join(' | ')}>`;
  return textOf(arg.get('display_text')) || textOf(arg.get('name'));
}

function repeated(once: string, inner: string, flags: readonly string[]): string {
  if (!flags.includes('multiple')) return once;
  return flags.includes('multiple_token') ? `${once} [${once} ...]` : `${once} [${inner} ...]`;
}
