import type { KeySource } from '../../../../shared/contract/keyspace.ts';

/** A source as a parameter of a URL: `backup:main/pre-deploy`, `file@dump.rdb:/tmp/old.tar` with chosen data. */
export function sourceText(source: KeySource): string {
  switch (source.kind) {
    case 'instance':
      return `instance:${source.instance}`;
    case 'backup':
      return `backup${dataText(source)}:${source.instance}/${source.name}`;
    case 'file':
      return `file${dataText(source)}:${source.path}`;
    case 'upload':
      return `upload${dataText(source)}:${source.upload}`;
    default:
      return source satisfies never;
  }
}

function dataText({ data }: Exclude<KeySource, { kind: 'instance' }>): string {
  return data === undefined ? '' : `@${encodeURIComponent(data)}`;
}

/** The source of a parameter that anyone may have written; null if it names none. */
export function sourceIn(text: string | undefined): KeySource | null {
  const [, kind, data, rest = ''] = /^(instance|backup|file|upload)(?:@([^:]+))?:(.+)$/s.exec(text ?? '') ?? [];
  if (kind === 'instance') return { kind, instance: rest };
  const chosen = data === undefined ? {} : { data: decoded(data) };
  if (kind === 'file') return { kind, path: rest, ...chosen };
  if (kind === 'upload') return { kind, upload: rest, ...chosen };
  const [, instance, name] = /^([^/]+)\/([^/]+)$/.exec(rest) ?? [];
  return kind === 'backup' && instance && name ? { kind, instance, name, ...chosen } : null;
}

/** A broken escape of a link is the text itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The route that compares a source with its instance; an instance is compared with a source that the user chooses. */
export function compareLink(source: KeySource): string {
  if (source.kind === 'instance') return `/compare?after=${encodeURIComponent(sourceText(source))}`;
  const before = `before=${encodeURIComponent(sourceText(source))}`;
  if (source.kind !== 'backup') return `/compare?${before}`;
  const after = sourceText({ kind: 'instance', instance: source.instance });
  return `/compare?${before}&after=${encodeURIComponent(after)}`;
}

/** The data set of an archive that the user has chosen; null: the archive decides. */
export function chosenData(source: KeySource): string | null {
  return source.kind === 'instance' ? null : (source.data ?? null);
}
