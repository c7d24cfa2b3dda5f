import { z } from 'zod';
import { operationOf } from './operation.ts';
import { port, publishing, runtimeKind, tenantId, timestamp } from './values.ts';

/** A machine of a move. */
const end = z.object({
  /** `local` for this computer. */
  engine: z.string(),
  runtime: runtimeKind,
  port,
  /** The port for TLS beside it; omitted without one. */
  tlsPort: port.optional(),
});

export const moveTenantInput = z.object({
  id: tenantId,
  /** `local` for this computer. Omitted with `undo`. */
  engine: z.string().max(200).optional(),
  /** A node of a swarm. */
  node: z.string().max(200).optional(),
  /** Omitted: as it was for a tenant that was published, if the other machine forwards no ports. */
  publish: publishing.optional(),
  /** Moves it back to where it was before its last move, on the port that it had if that is free. */
  undo: z.boolean().default(false),
  /** Whether the old port leads to the new one for a day, while this app runs. */
  forward: z.boolean().default(false),
});
export type MoveTenantInput = z.infer<typeof moveTenantInput>;

/** What a move will do. */
export const movePreview = z.object({
  id: tenantId,
  from: end,
  /** The port is the one that it would get now. */
  to: end,
  keys: z.number().nullable(),
  memoryBytes: z.number().nullable(),
  clientsConnected: z.number().nullable(),
  image: z.string(),
  /** What the user should know before the move, as sentences. */
  warnings: z.array(z.string()),
  /** The end of the time in which the old copy is kept. */
  keptUntil: timestamp,
});
export type MovePreview = z.infer<typeof movePreview>;

export const tenantMoved = z.object({
  id: tenantId,
  from: end,
  to: end,
  /** The new address, with a masked password. */
  url: z.string().nullable(),
  /** On both machines at the switch. Null for a tenant that does not run: its files are equal. */
  keys: z.number().nullable(),
  /** Equal on both machines: of the data when the copy had received it, or of the files. */
  digest: z.string(),
  /** How many bytes the source sent. */
  copiedBytes: z.number(),
  /** How long writes waited for the switch; 0 for a tenant that does not run. */
  pausedMs: z.number(),
  durationMs: z.number(),
  /** The old copy under Recently deleted. */
  safetyBackup: z.string(),
  /** The old ports that lead to the new ones; null without one. */
  forwarder: z.object({ port, tlsPort: port.optional(), until: timestamp }).nullable(),
});
export type TenantMoved = z.infer<typeof tenantMoved>;

export const drainInput = z.object({
  engine: z.string().max(200),
  /** The machines to move its tenants to. */
  to: z.array(z.string().max(200)).min(1).max(100),
  /** As for one tenant, for each of them. */
  publish: publishing.optional(),
  forward: z.boolean().default(false),
});
export type DrainInput = z.infer<typeof drainInput>;

export const drainResult = z.object({
  engine: z.string(),
  moved: z.array(tenantMoved),
  /** Tenants that stayed, with the reason as a sentence. */
  left: z.array(z.object({ id: tenantId, reason: z.string() })),
});
export type DrainResult = z.infer<typeof drainResult>;

/** The plan of a drain: where each tenant goes, or why it stays. */
export const drainPreview = z.object({
  engine: z.string(),
  moves: z.array(z.object({ id: tenantId, to: z.string(), memoryBytes: z.number().nullable() })),
  left: z.array(z.object({ id: tenantId, reason: z.string() })),
});
export type DrainPreview = z.infer<typeof drainPreview>;

export const moveOperations = {
  move: operationOf('move-client', tenantMoved),
  drain: operationOf('drain-engine', drainResult),
};
