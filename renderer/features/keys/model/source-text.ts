import type { KeySource } from '../../../../shared/contract/keyspace.ts';

/** A source as a parameter of a URL: `backup:main/pre-deploy`. */
export function sourceText(source: KeySource): string {
  switch (source.kind) {
    case 'instance':
      return `instance:${source.instance}`;
    case 'backup':
      return `backup:${source.instance}/${source.name}`;
    case 'file':
      return `file:${source.path}`;
    case 'upload':
      return `upload:${source.upload}`;
    default:
      return source satisfies never;
  }
}

/** The source of a parameter that anyone may have written; null where it names none. */
export function sourceIn(text: string | undefined): KeySource | null {
  const [, kind, rest = ''] = /^(instance|backup|file|upload):(.+)$/s.exec(text ?? '') ?? [];
  if (kind === 'instance') return { kind, instance: rest };
  if (kind === 'file') return { kind, path: rest };
  if (kind === 'upload') return { kind, upload: rest };
  const [, instance, name] = /^([^/]+)\/([^/]+)$/.exec(rest) ?? [];
  return kind === 'backup' && instance && name ? { kind, instance, name } : null;
}

/** The route that compares a source with the instance of it; of an instance, with what the person chooses. */
export function compareLink(source: KeySource): string {
  if (source.kind === 'instance') return `/compare?after=${encodeURIComponent(sourceText(source))}`;
  const before = `before=${encodeURIComponent(sourceText(source))}`;
  if (source.kind !== 'backup') return `/compare?${before}`;
  const after = sourceText({ kind: 'instance', instance: source.instance });
  return `/compare?${before}&after=${encodeURIComponent(after)}`;
}
