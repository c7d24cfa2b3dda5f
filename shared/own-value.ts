/**
 * The value of a record's own property; undefined without one. A look-up by a name that users choose would otherwise
 * find members of every object: a tenant may have the id `constructor`.
 */
export function ownValue<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
