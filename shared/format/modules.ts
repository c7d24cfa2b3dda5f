/** A module in a sentence: `ledger, version 3 (/opt/ledger.so)`. */
export function moduleTitle({
  name,
  version,
  file,
}: {
  readonly name: string | null;
  readonly version: number | null;
  readonly file: string | null;
}): string {
  if (name === null) return file ?? 'an unnamed module';
  const numbered = version === null ? name : `${name}, version ${version}`;
  return file === null ? numbered : `${numbered} (${file})`;
}

/** `the module a` or `the modules a and b`. */
export function modulesTitle(modules: readonly Parameters<typeof moduleTitle>[0][]): string {
  const titles = modules.map(moduleTitle);
  const last = titles.at(-1) ?? '';
  if (titles.length < 2) return `the module ${last}`;
  return `the modules ${titles.slice(0, -1).join('; ')} and ${last}`;
}
