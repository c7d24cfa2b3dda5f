import type { DirectiveFacts } from './directive.ts';
import { databaseDirectives, memoryDirectives } from './memory.ts';
import { clientDirectives, networkDirectives } from './network.ts';
import { persistenceDirectives } from './persistence.ts';
import { clusterDirectives, replicationDirectives } from './replication.ts';
import { securityDirectives, tlsDirectives } from './security.ts';
import { dataDirectives, loggingDirectives, serverDirectives } from './server.ts';

/** All directives with a description, in the order of the settings form. */
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

/** The facts of a directive, by any of its names. */
export function factsOf(name: string): DirectiveFacts | null {
  return byName.get(name.toLowerCase()) ?? null;
}

/**
 * Directives that may have several independent lines and that CONFIG GET does not return. Users edit them in the text of
 * the file.
 */
export const textOnly: ReadonlySet<string> = new Set(['include', 'loadmodule', 'rename-command', 'user']);
