import { z } from 'zod';
import {
  backupContents,
  backupDatabase,
  backupKind,
  backupModule,
  backupReason,
  backupVerification,
} from '../../../../shared/contract/backup.ts';
import { clientKind, runtimeKind, timestamp } from '../../../../shared/contract/values.ts';

/** The `<name>.info` of the old scripts. Its values are the scripts' defaults, not the server's. */
const scriptsPart = z.object({
  name: z.string().optional(),
  created: z.string().optional(),
  redis_version: z.string().nullish(),
  redis_config: z.record(z.string(), z.unknown()).optional(),
});

/** Our part of the file: everything that a list of backups needs, without opening the data. */
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
  proofs: z.array(backupVerification),
  memoryBytes: z.number().nullable(),
  tookMs: z.number().nullable(),
  askedFrom: clientKind.nullable(),
  runtime: runtimeKind.nullable(),
  settings: z.record(z.string(), z.string()),
  /** Older manifests do not have it. */
  contents: backupContents.nullable().default(null),
  modules: z.array(backupModule).nullable().default(null),
});
export type Manifest = z.infer<typeof manifest>;

export type InfoFile =
  | { readonly form: 'ours'; readonly manifest: Manifest }
  /** Written by the old scripts: the time and the Redis version, if recorded. */
  | { readonly form: 'scripts'; readonly createdAt: string | null; readonly redisVersion: string | null }
  /** `why` is set if the file itself cannot be read. */
  | { readonly form: 'unreadable'; readonly why?: string };

const ours = scriptsPart.extend({ vrooli: manifest });

/** Reads a `<name>.info`. Never throws. */
export function readInfo(text: string): InfoFile {
  let json: unknown;
  try {
    // Some editors write a byte order mark, which JSON.parse rejects.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { form: 'unreadable' };
  }
  const own = ours.safeParse(json);
  if (own.success) return { form: 'ours', manifest: { ...own.data.vrooli, createdAt: creationTime(own.data) } };
  const scripts = scriptsPart.safeParse(json);
  // A manifest of ours that an edit made invalid must not be read as one of the scripts.
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

/** The file stores the time twice. If they differ, one was edited: the earlier time applies. */
function creationTime({ created, vrooli }: z.infer<typeof ours>): string {
  if (created === undefined || created === vrooli.createdAt) return vrooli.createdAt;
  const at = Date.parse(created);
  return at < Date.parse(vrooli.createdAt) ? new Date(at).toISOString() : vrooli.createdAt;
}

/** The text of a `<name>.info`: our keys, and those of the old scripts, so that the scripts can still list it. */
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
