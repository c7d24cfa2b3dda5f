import { readdir, readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { productName, version } from '../../package.json';
import { type AboutApp, type LicenceNotice, licenceNotice, type VersionChanges } from '../../shared/contract/app.ts';
import { orNull } from '../services/platform/files/file-errors.ts';

/** The versions of the app and of the programs that it runs on. */
export function aboutApp(): AboutApp {
  const {
    electron = null,
    chrome = null,
    node,
  } = process.versions as NodeJS.ProcessVersions & {
    readonly electron?: string;
    readonly chrome?: string;
  };
  const system = `${process.platform} ${process.arch} ${release()}`;
  return { name: productName, version, electron, chromium: chrome, node, system };
}

/**
 * The licences of all code in the built app. Each part of the build writes a file about the modules that it contains
 * (resources/launch/licences.mjs).
 * @param folder the checkout, or the archive of an installed app
 */
export async function licenceNotices(folder: string): Promise<readonly LicenceNotice[]> {
  const notices = join(folder, 'out', 'licences');
  const files = (await orNull(readdir(notices))) ?? [];
  const parts = await Promise.all(
    files.map(async (name) => z.array(licenceNotice).parse(JSON.parse(await readFile(join(notices, name), 'utf8')))),
  );
  const byName = new Map(parts.flat().map((notice) => [`${notice.name} ${notice.version}`, notice]));
  return [...byName.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, notice]) => notice);
}

/** The changes of each version. @param folder as for {@link licenceNotices} */
export async function versionChanges(folder: string): Promise<readonly VersionChanges[]> {
  return parseChangelog((await orNull(readFile(join(folder, 'CHANGELOG.md'), 'utf8'))) ?? '');
}

/**
 * Parses a changelog in the format of Keep a Changelog: `## [1.2.0] - 2026-11-29`, `### Added`, `- item`. Indented
 * lines continue an item. @see https://keepachangelog.com/en/1.1.0/
 */
export function parseChangelog(text: string): readonly VersionChanges[] {
  const versions: { version: string; date: string | null; sections: { title: string; items: string[] }[] }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, date = null] = /^## \[?([^\]\s]+)\]?(?: - (\d{4}-\d{2}-\d{2}))?/.exec(line) ?? [];
    const [, title] = /^### (.+)/.exec(line) ?? [];
    const [, item] = /^- (.+)/.exec(line) ?? [];
    const [, more] = /^ {2,}(\S.*)/.exec(line) ?? [];
    const section = versions.at(-1)?.sections.at(-1);
    if (name !== undefined) versions.push({ version: name, date, sections: [] });
    else if (title !== undefined) versions.at(-1)?.sections.push({ title: title.trim(), items: [] });
    else if (item !== undefined) section?.items.push(item.trim());
    else if (more !== undefined && section && section.items.length > 0) {
      section.items.push(`${section.items.pop()} ${more.trim()}`);
    }
  }
  return versions.filter(({ sections }) => sections.length > 0);
}
