// Prints the notes of a version from CHANGELOG.md: `node resources/release/notes.mjs 1.2.0`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The text below `## [version]`, without the heading.
 * @param {string} changelog
 * @param {string} version
 * @returns {string | null} null if the changelog has no such version, or nothing below it
 */
export function notesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => /^\[?([^\]\s]+)/.exec(section)?.[1] === version);
  const text = found?.slice(found.indexOf('\n') + 1).trim() ?? '';
  return text === '' ? null : `${text}\n`;
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith('notes.mjs')) {
  const version = process.argv[2] ?? '';
  const notes = notesOf(readFileSync(join(import.meta.dirname, '../../CHANGELOG.md'), 'utf8'), version);
  if (notes === null) {
    process.stderr.write(`CHANGELOG.md has no notes for version "${version}". Add "## [${version}] - DATE" first.\n`);
    process.exitCode = 1;
  } else process.stdout.write(notes);
}
