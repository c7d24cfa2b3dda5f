import type { CommandDoc, CommandDocs } from '../../../../shared/contract/console.ts';
import { cleanText } from '../../platform/files/clean-text.ts';
import type { RedisLink } from '../../redis/connection/redis-link.ts';
import { syntaxOf } from './command-syntax.ts';
import { fieldsOf, listOf, textOf } from './flat-map.ts';

const ANSWER_MS = 5000;
/** Redis 7.4 with all its modules has about 700 with subcommands. */
const MAX_COMMANDS = 5000;
const LONGEST_TEXT = 1000;

/**
 * The commands of a server with their documentation, by name. Redis before 7 has no COMMAND DOCS: then only names and
 * the number of arguments from COMMAND.
 */
export async function readCommandDocs(link: RedisLink): Promise<CommandDocs> {
  const [docs, commands] = await link.batch(ANSWER_MS, [['COMMAND', 'DOCS'], ['COMMAND']]);
  const facts = factsOf(commands);
  if (Array.isArray(docs)) return { source: 'docs', commands: sorted(fromDocs(docs, facts)) };
  if (facts.size > 0) return { source: 'command', commands: sorted([...facts].map(fromFacts)) };
  return { source: 'none', commands: [] };
}

interface Facts {
  readonly arity: number;
  readonly access: CommandDoc['access'];
  readonly isContainer: boolean;
}

/** The entries of COMMAND and their subcommands, by name in capitals with a space. */
function factsOf(reply: unknown): ReadonlyMap<string, Facts> {
  const facts = new Map<string, Facts>();
  const add = (entry: unknown) => {
    const [name, arity, flags, , , , , , , subcommands] = listOf(entry);
    const all = new Set(listOf(flags).map(String));
    const access = all.has('write') ? 'write' : all.has('readonly') ? 'read' : 'other';
    const parts = listOf(subcommands);
    facts.set(shownName(String(name)), { arity: Number(arity), access, isContainer: parts.length > 0 && arity === -2 });
    for (const part of parts) add(part);
  };
  for (const entry of listOf(reply).slice(0, MAX_COMMANDS)) add(entry);
  return facts;
}

function fromDocs(docs: unknown, facts: ReadonlyMap<string, Facts>): CommandDoc[] {
  return [...fieldsOf(docs)].slice(0, MAX_COMMANDS).flatMap(([name, value]) => {
    const doc = fieldsOf(value);
    const parts = doc.get('subcommands');
    const isContainer = listOf(parts).length > 0;
    return [oneDoc(name, doc, facts, isContainer), ...(isContainer ? fromDocs(parts, facts) : [])];
  });
}

function oneDoc(
  name: string,
  doc: ReadonlyMap<string, unknown>,
  facts: ReadonlyMap<string, Facts>,
  isContainer: boolean,
): CommandDoc {
  const shown = shownName(name);
  const text = (field: string) => short(textOf(doc.get(field)));
  const isDeprecated = listOf(doc.get('doc_flags')).includes('deprecated');
  return {
    name: shown,
    summary: text('summary'),
    since: text('since'),
    group: text('group'),
    complexity: text('complexity'),
    syntax: short(syntaxOf(doc.get('arguments'))),
    deprecated: isDeprecated ? { since: text('deprecated_since'), replacedBy: text('replaced_by') } : null,
    access: facts.get(shown)?.access ?? 'other',
    isContainer,
  };
}

function fromFacts([name, { arity, access, isContainer }]: readonly [string, Facts]): CommandDoc {
  const words = Math.max(0, Math.abs(arity) - name.split(' ').length);
  const syntax = [...Array.from({ length: Math.min(words, 10) }, () => 'arg'), ...(arity < 0 ? ['[arg ...]'] : [])];
  const unknown = { summary: '', since: '', group: '', complexity: '', deprecated: null };
  return { name, ...unknown, syntax: syntax.join(' '), access, isContainer };
}

function shownName(name: string): string {
  return short(name.toUpperCase().replace('|', ' '));
}

function short(text: string): string {
  return cleanText(text.slice(0, LONGEST_TEXT));
}

function sorted(commands: readonly CommandDoc[]): CommandDoc[] {
  return [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
}
