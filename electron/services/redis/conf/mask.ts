import { MASK } from '../../../../shared/contract/settings.ts';
import { invalidSetting } from './check-value.ts';
import { quoteArg } from './conf-args.ts';
import { type Directive, formatRedisConf, parseRedisConf, type RedisConf } from './redis-conf.ts';
import { secretPrefix } from './secrets.ts';

/** The file for a view: secrets become `********`, and the line numbers stay. */
export function maskedText(conf: RedisConf): string {
  const lines = conf.lines.map((line) => {
    if (!line.directive || !hasSecret(line.directive)) return line;
    const text = [line.directive.name, ...maskedArgs(line.directive).map(plainMask)].join(' ');
    return { ...line, text: text + lineEnd(line.text) };
  });
  return formatRedisConf({ ...conf, lines });
}

/** The arguments of a directive with their secrets masked. */
export function maskedArgs(directive: Directive): readonly string[] {
  return directive.args.map((arg, index) => {
    const prefix = secretPrefix(directive, index);
    return prefix === null ? arg : `${prefix}${MASK}`;
  });
}

/**
 * Replaces the masks in an edited {@link maskedText} by the secrets in the file.
 * @throws AppError BAD_VALUE, naming a line whose secret is not in the file
 */
export function unmaskedText(text: string, before: RedisConf): string {
  const edited = parseRedisConf(text);
  const lines = edited.lines.map((line, index) => {
    const { directive } = line;
    if (!directive?.args.some((arg) => arg.endsWith(MASK))) return line;
    const args = directive.args.map((arg, at) => {
      const prefix = secretPrefix(directive, at);
      return prefix !== null && arg === `${prefix}${MASK}` ? secretOf(before, directive, at, index + 1) : arg;
    });
    const same = before.lines.find((old) => isSameDirective(old.directive, { ...directive, args }));
    // Its bytes need not be text: an argument with `\xe9`, or a file that is not UTF-8.
    const text = same?.text.replace(/\r$/, '') ?? [directive.name, ...args.map(quoteArg)].join(' ');
    return { ...line, text: text + lineEnd(line.text) };
  });
  return formatRedisConf({ ...edited, lines });
}

function secretOf(before: RedisConf, directive: Directive, at: number, line: number): string {
  const same = before.lines.findLast(
    (old) =>
      old.directive?.name === directive.name &&
      (directive.name !== 'user' || old.directive.args[0] === directive.args[0]),
  )?.directive;
  const position = directive.args.slice(0, at).filter((_, index) => secretPrefix(directive, index) !== null).length;
  const secrets = (same?.args ?? []).filter((_, index) => same && secretPrefix(same, index) !== null);
  const secret = secrets[position];
  if (secret !== undefined) return secret;
  const message = `Line ${line}: ${MASK} stands for a secret in the file, but the file has none here. Enter the secret itself.`;
  throw invalidSetting(`line ${line}`, 'the secret itself', message, line);
}

function lineEnd(text: string): string {
  return text.endsWith('\r') ? '\r' : '';
}

function isSameDirective(old: Directive | null, { name, args }: Directive): boolean {
  return old?.name === name && old.args.length === args.length && old.args.every((arg, index) => arg === args[index]);
}

function hasSecret(directive: Directive): boolean {
  return directive.args.some((_, index) => secretPrefix(directive, index) !== null);
}

/** A mask is written without quotes. */
function plainMask(arg: string): string {
  return arg.endsWith(MASK) ? arg : quoteArg(arg);
}
