/** A module in the memory of a server. */
export interface LoadedModule {
  readonly name: string;
  /** The module's own version number, which Redis does not interpret. */
  readonly version: number;
  /**
   * The server's path of its file; empty for one that is part of the server; null before Redis 7, which reports none.
   */
  readonly file: string | null;
  /** Null before Redis 7. */
  readonly args: readonly string[] | null;
}

/**
 * The reply of MODULE LIST: a list of fields and values for each module, in RESP2 or RESP3.
 * @see https://redis.io/docs/latest/commands/module-list/
 */
export function parseModuleList(reply: unknown): readonly LoadedModule[] {
  if (!Array.isArray(reply)) return [];
  return reply.flatMap((entry): LoadedModule[] => {
    const fields = fieldsOf(entry);
    const name = fields.get('name');
    if (typeof name !== 'string') return [];
    const [file, args] = [fields.get('path'), fields.get('args')];
    return [
      {
        name,
        version: Number(fields.get('ver') ?? 0),
        file: typeof file === 'string' ? file : null,
        args: Array.isArray(args) ? args.map(String) : null,
      },
    ];
  });
}

function fieldsOf(entry: unknown): ReadonlyMap<string, unknown> {
  if (entry instanceof Map) return entry as ReadonlyMap<string, unknown>;
  if (!Array.isArray(entry)) return new Map(Object.entries((entry ?? {}) as Record<string, unknown>));
  return new Map(entry.flatMap((field, at) => (at % 2 === 0 ? [[String(field), entry[at + 1]] as const] : [])));
}
