import type { DirectiveFacts } from './directive.ts';
import { databaseDirectives, memoryDirectives } from './memory.ts';
import { clientDirectives, networkDirectives } from './network.ts';
import { persistenceDirectives } from './persistence.ts';
import { clusterDirectives, replicationDirectives } from './replication.ts';
import { securityDirectives, tlsDirectives } from './security.ts';
import { dataDirectives, loggingDirectives, serverDirectives } from './server.ts';

/** Every directive we can say something of, in the order in which a form shows them. */
export const catalogue: readonly DirectiveFacts[] = [
  ...memoryDirectives,
  ...persistenceDirectives,
  ...networkDirectives,
  ...databaseDirectives,
  ...securityDirectives,
  ...clientDirectives,
  ...loggingDirectives,
  ...serverDirectives,
  ...dataDirectives,
  ...replicationDirectives,
  ...clusterDirectives,
  ...tlsDirectives,
];

const byName = new Map(catalogue.flatMap((facts) => [facts.name, ...facts.aliases].map((name) => [name, facts])));

/** What is known of a directive, by any of its names. */
export function factsOf(name: string): DirectiveFacts | null {
  return byName.get(name.toLowerCase()) ?? null;
}

/**
 * Directives that stand in a file as often as wanted, each line by itself, and that CONFIG GET does not tell: they
 * are edited in the text.
 */
export const textOnly: ReadonlySet<string> = new Set(['include', 'loadmodule', 'rename-command', 'user']);
