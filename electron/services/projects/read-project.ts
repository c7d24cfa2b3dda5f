import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { TENANT_ID_RULE } from '../../../shared/contract/names.ts';
import { PROJECT_FILE, type ProjectFile, projectFile } from '../../../shared/contract/project.ts';
import { runtimeKinds } from '../../../shared/contract/runtimes.ts';
import { isNotThere } from '../platform/files/file-errors.ts';
import { isDamaged, readStateFile } from '../platform/files/state-file.ts';
import { shownPath } from '../platform/home/paths.ts';
import { refusedField } from './project-settings.ts';

/** Far larger than any project file. */
const LARGEST_BYTES = 256 * 1024;

const expectations: Readonly<Record<string, string>> = {
  tenant: TENANT_ID_RULE,
  runtime: `one of ${runtimeKinds.join(', ')}`,
  version: 'a version in quotation marks, such as "7", "7.2" or "7.2.5"',
  settings: 'directives with a text, a number, true or false',
  seed: 'the relative path of a backup file',
  resources: 'a list of names, such as ["postgres", "minio"]',
  password: '"generate" or "none"',
};

/** A project file that was read, and its place. */
export interface Project {
  readonly path: string;
  readonly folder: string;
  readonly file: ProjectFile;
}

/**
 * Reads the project file of a folder.
 * @throws AppError NOT_FOUND; FILE_UNREADABLE without read permission; BAD_VALUE for a file that is not JSON, or naming
 * the field
 */
export async function readProject(folder: string): Promise<Project> {
  const path = join(resolve(folder), PROJECT_FILE);
  const text = await readStateFile(path, { largestBytes: LARGEST_BYTES }).catch((error: unknown) => {
    throw isDamaged(error) ? refusedField(PROJECT_FILE, 'a JSON file', error.data.detail) : error;
  });
  if (text === null) {
    throw new AppError('NOT_FOUND', `There is no ${PROJECT_FILE} in ${shownPath(resolve(folder))}.`, {
      what: 'project file',
      id: shownPath(path),
    });
  }
  const value = parsed(text);
  const twice = repeatedName(text);
  if (twice !== null) throw refusedField(twice, 'each name once', 'the file names it twice');
  const { success, data, error } = projectFile.safeParse(value);
  if (!success) throw invalidField(error);
  return { path, folder: resolve(folder), file: data };
}

/**
 * The seed of a project: a regular file whose real path lies inside the project's folder.
 * @returns null if the project has none
 * @throws AppError BAD_VALUE
 */
export async function seedOf({
  folder,
  file,
}: Project): Promise<{ readonly path: string; readonly sizeBytes: number } | null> {
  const { seed } = file;
  if (seed === undefined) return null;
  const expected = 'the relative path of a backup file inside the project';
  if (isAbsolute(seed) || seed.includes('\0')) throw refusedField('seed', expected, 'it is not a relative path');
  const root = await realpath(folder);
  const path = await realpath(join(root, seed)).catch((error: unknown) => {
    if (isNotThere(error)) throw refusedField('seed', expected, `the file ${seed} does not exist`);
    throw error;
  });
  const inside = relative(root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    throw refusedField('seed', expected, 'it leads out of the folder of the project');
  const { size, isFile } = await stat(path).then((found) => ({ size: found.size, isFile: found.isFile() }));
  if (!isFile) throw refusedField('seed', expected, `${seed} is not a regular file`);
  return { path, sizeBytes: size };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${PROJECT_FILE} cannot be read as JSON: ${reason}`;
    throw new AppError('BAD_VALUE', message, { field: PROJECT_FILE, expected: 'JSON' });
  }
}

function invalidField(error: z.ZodError): AppError<'BAD_VALUE'> {
  const [issue] = error.issues;
  const known = Object.keys(projectFile.shape);
  if (issue?.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    return refusedField(name, `one of ${known.join(', ')}`, `there is no such field. Fields: ${known.join(', ')}`);
  }
  const path = issue?.path ?? [];
  const field = path.join('.') || PROJECT_FILE;
  const expected = expectations[String(path[0])] ?? 'an object with the field "tenant"';
  return refusedField(field, expected, `it must be ${expected}`);
}

/**
 * A name that one object of valid JSON has twice, with its path; null if there is none. JSON.parse uses the last one, but
 * a person who reviews the file, or another program, may read the first.
 */
function repeatedName(text: string): string | null {
  const objects: { readonly names: Set<string>; last: string }[] = [];
  for (const [, quoted, bracket] of text.matchAll(/("(?:[^"\\]|\\.)*")(?=\s*:)|"(?:[^"\\]|\\.)*"|([{}])/g)) {
    const inner = objects.at(-1);
    if (bracket === '{') objects.push({ names: new Set(), last: '' });
    else if (bracket === '}') objects.pop();
    else if (quoted !== undefined && inner !== undefined) {
      inner.last = JSON.parse(quoted);
      if (inner.names.has(inner.last)) return objects.map(({ last }) => last).join('.');
      inner.names.add(inner.last);
    }
  }
  return null;
}
