import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, parse, sep } from 'node:path';

/** Whether Redis expands the argument of an `include` line. */
export function isGlob(path: string): boolean {
  return /[*?[]/.test(path);
}

/**
 * The paths that match a pattern, sorted, as glob(3) finds them for Redis: `*`, `?` and `[…]` match within one name,
 * and never a leading dot.
 * @param onFolder called with each folder that decides the result, for a cache
 */
export function expandGlob(pattern: string, onFolder: (folder: string) => void): readonly string[] {
  if (!isAbsolute(pattern)) return [];
  const { root } = parse(pattern);
  const parts = pattern.slice(root.length).split(sep === '\\' ? /[\\/]+/ : /\/+/);
  const paths = parts.reduce<readonly string[]>(
    (folders, part) =>
      folders.flatMap((folder) => (isGlob(part) ? matching(folder, part, onFolder) : [join(folder, part)])),
    [root],
  );
  // A fixed name after a wildcard, as in `*/local.conf`, need not exist in each folder.
  return isGlob(parts.at(-1) ?? '') ? paths : paths.filter((path) => existsOr(path, onFolder));
}

/** A missing path decides the result as well: it may be created. */
function existsOr(path: string, onMissing: (path: string) => void): boolean {
  const exists = existsSync(path);
  if (!exists) onMissing(path);
  return exists;
}

function matching(folder: string, part: string, onFolder: (folder: string) => void): readonly string[] {
  onFolder(folder);
  const pattern = patternOf(part);
  const names = namesOf(folder).filter((name) => pattern.test(name) && (part.startsWith('.') || !name.startsWith('.')));
  return names.sort().map((name) => join(folder, name));
}

function namesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // glob(3) skips folders that cannot be listed.
    return [];
  }
}

function patternOf(part: string): RegExp {
  const source = part.replace(
    /\[(!|\^)?(\]?[^\]]*)\]|\*|\?|[\\^$.|+(){}[\]]/g,
    (match, not: string | undefined, set: string | undefined) => {
      if (match === '*') return '.*';
      if (match === '?') return '.';
      if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\\]]/g, '\\$&')}]`;
      return `\\${match}`;
    },
  );
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return /(?!)/;
  }
}
