import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { ensureFolder } from '../home/ensure-folder.ts';
import { writeDurably } from './durable-write.ts';
import { orNull } from './file-errors.ts';
import { readJsonState } from './json-state.ts';
import { namesIn } from './names-in.ts';

/** A name begins with the time, so that names sort by age. */
const FILE_NAME = /^(\d{13})-([0-9a-f-]{1,64})\.json$/;
const REMOVED = '.removed-';
/** How long a removal can be undone. */
const UNDO_MS = 10 * 60_000;

interface KeptResultsOptions<T> {
  readonly folder: string;
  readonly schema: z.ZodType<T>;
  /** Names a result within its folder: hexadecimal digits and hyphens. */
  readonly keyOf: (result: T) => string;
  /** Older results are deleted. */
  readonly max: number;
}

/** Results in a folder, one file each. */
export interface KeptResults<T> {
  /** Newest first. Sets damaged results aside and skips unreadable ones. */
  list(): Promise<readonly T[]>;
  keep(result: T): Promise<void>;
  /** Can be undone for ten minutes. @returns whether it existed */
  remove(key: string): Promise<boolean>;
  /** Undoes a removal. @returns false when it is too late */
  restore(key: string): Promise<boolean>;
}

export function keptResults<T extends { readonly at: string }>(options: KeptResultsOptions<T>): KeptResults<T> {
  const { folder, schema, keyOf, max } = options;
  const names = () =>
    namesIn(folder)
      .filter((name) => FILE_NAME.test(name))
      .sort()
      .reverse();
  const find = (all: readonly string[], key: string) => all.find((name) => FILE_NAME.exec(name)?.[2] === key);
  const removed = () => namesIn(folder).filter((name) => name.startsWith(REMOVED));
  const sweep = async () => {
    for (const name of removed()) {
      const path = join(folder, name);
      const found = await orNull(stat(path));
      // The removal, which is a rename, has set the ctime.
      if (found === null || Date.now() - found.ctimeMs >= UNDO_MS) await rm(path, { force: true });
    }
  };
  return {
    async list() {
      const read = await Promise.all(
        names().map((name) => readJsonState(join(folder, name), (value) => schema.parse(value)).catch(() => null)),
      );
      return read.filter((result) => result !== null);
    },
    async keep(result) {
      ensureFolder(folder);
      await writeDurably(join(folder, `${Date.parse(result.at)}-${keyOf(result)}.json`), JSON.stringify(result));
      for (const name of names().slice(max)) await rm(join(folder, name), { force: true });
      await sweep();
    },
    async remove(key) {
      await sweep();
      const name = find(names(), key);
      if (name === undefined) return false;
      await rename(join(folder, name), join(folder, REMOVED + name));
      return true;
    },
    async restore(key) {
      await sweep();
      const all = removed().map((name) => name.slice(REMOVED.length));
      const name = find(all, key);
      if (name === undefined) return false;
      await rename(join(folder, REMOVED + name), join(folder, name));
      return true;
    },
  };
}
