import { z } from 'zod';
import {
  backupContents,
  backupDatabase,
  backupKind,
  backupProof,
  backupReason,
} from '../../../../shared/contract/backup.ts';
import { face, runtimeKind, timestamp } from '../../../../shared/contract/values.ts';

/** What the scripts wrote into `<name>.info`. Its values were their defaults, not the server's. */
const scriptsPart = z.object({
  name: z.string().optional(),
  created: z.string().optional(),
  redis_version: z.string().nullish(),
  redis_config: z.record(z.string(), z.unknown()).optional(),
});

/** What we write beside that: all that can be known of a backup without opening it. */
export const manifest = z.object({
  format: z.literal(1),
  kind: backupKind,
  createdAt: timestamp,
  sizeBytes: z.number(),
  sha256: z.string().nullable(),
  databases: z.array(backupDatabase).nullable(),
  countsExact: z.boolean(),
  redisVersion: z.string().nullable(),
  rdbVersion: z.number().int().nullable(),
  reason: backupReason,
  before: z.string().nullable(),
  note: z.string().nullable(),
  pinned: z.boolean(),
  proofs: z.array(backupProof),
  memoryBytes: z.number().nullable(),
  tookMs: z.number().nullable(),
  askedFrom: face.nullable(),
  runtime: runtimeKind.nullable(),
  settings: z.record(z.string(), z.string()),
  /** Older manifests do not have it. */
  contents: backupContents.nullable().default(null),
});
export type Manifest = z.infer<typeof manifest>;

export type InfoFile =
  | { readonly form: 'ours'; readonly manifest: Manifest }
  /** Of the scripts: when it was made, and with which Redis, where they say so. */
  | { readonly form: 'scripts'; readonly createdAt: string | null; readonly redisVersion: string | null }
  /** `why` where its file cannot be read at all. */
  | { readonly form: 'unreadable'; readonly why?: string };

const ours = scriptsPart.extend({ vrooli: manifest });

/** Reads a `<name>.info`. Never throws. */
export function readInfo(text: string): InfoFile {
  let json: unknown;
  try {
    // A byte order mark, which some editors write, is no JSON.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { form: 'unreadable' };
  }
  const own = ours.safeParse(json);
  if (own.success) return { form: 'ours', manifest: { ...own.data.vrooli, createdAt: madeAt(own.data) } };
  const scripts = scriptsPart.safeParse(json);
  // A manifest of ours that was changed by hand so that it cannot be understood is no file of the scripts.
  const isScripts = scripts.success && !(json !== null && typeof json === 'object' && 'vrooli' in json);
  if (!isScripts) return { form: 'unreadable' };
  const { created, redis_version: version } = scripts.data;
  const at = created === undefined ? Number.NaN : Date.parse(created);
  return {
    form: 'scripts',
    createdAt: Number.isNaN(at) ? null : new Date(at).toISOString(),
    redisVersion: /^\d+\.\d+\.\d+/.exec(version ?? '')?.[0] ?? null,
  };
}

/** It stands there twice; where somebody has changed one of them by hand, the earlier is meant. */
function madeAt({ created, vrooli }: z.infer<typeof ours>): string {
  if (created === undefined || created === vrooli.createdAt) return vrooli.createdAt;
  const at = Date.parse(created);
  return at < Date.parse(vrooli.createdAt) ? new Date(at).toISOString() : vrooli.createdAt;
}

/** The text of a `<name>.info`: the scripts' keys, so that they can still list it, and ours. */
export function formatInfo(name: string, own: Manifest): string {
  const setting = (directive: string) => own.settings[directive] ?? null;
  const scripts = {
    name,
    created: own.createdAt,
    redis_version: own.redisVersion,
    redis_config: {
      port: setting('port'),
      databases: setting('databases'),
      max_memory: setting('maxmemory'),
      persistence:
        setting('appendonly') === 'yes' ? (own.settings.save ? 'both' : 'aof') : own.settings.save ? 'rdb' : 'none',
    },
  };
  return `${JSON.stringify({ ...scripts, vrooli: own }, null, 2)}\n`;
}
