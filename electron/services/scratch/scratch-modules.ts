import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BackupModule } from '../../../shared/contract/backup.ts';
import { can } from '../../../shared/contract/runtimes.ts';
import type { RuntimeKind } from '../../../shared/contract/values.ts';
import type { Catalogue } from '../instances/registry/catalogue.ts';
import { orNull } from '../platform/files/file-errors.ts';
import { type ConfPlace, confPlaceOf, pathHere } from '../redis/conf/conf-place.ts';
import { readEffectiveConf } from '../redis/conf/effective-conf.ts';
import { type ModuleLine, moduleLines } from '../redis/modules/module-lines.ts';
import type { ScratchMount } from '../runtimes/docker/containers/scratch-container.ts';
import type { Line } from './overrides.ts';

/** The requirements for loading the modules of an instance in a scratch server. */
export interface ScratchModules {
  /** The runtime whose servers find the files at these paths. */
  readonly runtime: RuntimeKind;
  /** `loadmodule` lines with absolute paths. */
  readonly lines: readonly Line[];
  /** For a container: the files, read-only and at the same paths. */
  readonly mounts: readonly ScratchMount[];
}

interface Wanted {
  /** The instance whose redis.conf names the modules. */
  readonly instance: string;
  /** The modules that were loaded when the data was saved; null: unknown. */
  readonly recorded: readonly BackupModule[] | null;
}

/**
 * The modules to load with the data of an instance: those of its redis.conf, and recorded ones that its image or this
 * computer still has. A file that is gone is left out, because the data may have no value of its module.
 * @returns null if there are none, as for nearly every instance
 */
export async function scratchModules(
  { catalogue }: { readonly catalogue: Pick<Catalogue, 'one'> },
  { instance: id, recorded }: Wanted,
): Promise<ScratchModules | null> {
  if (recorded !== null && !recorded.some(({ file }) => file)) return null;
  const instance = await catalogue.one(id);
  const runtime = instance?.entry?.runtime ?? instance?.record?.runtime;
  if (!instance || !runtime) return null;
  const place = confPlaceOf(instance);
  const conf = await readEffectiveConf(place).catch(() => null);
  const configured = conf === null ? [] : moduleLines(conf, place);
  const names = new Set(configured.map(({ file }) => basename(file)));
  const others = (recorded ?? []).flatMap(({ file }) =>
    file && !names.has(basename(file)) ? [{ file, args: [] }] : [],
  );
  const wanted: readonly Pick<ModuleLine, 'file' | 'args'>[] = [...configured, ...others];
  const found = await Promise.all(wanted.map(({ file }) => isThere(place, runtime, file)));
  const usable = wanted.filter((_, at) => found[at]);
  if (usable.length === 0) return null;
  const files = usable.map(({ file }) => file);
  return {
    runtime,
    lines: usable.map(({ file, args }): Line => ['loadmodule', file, ...args]),
    mounts: can(runtime, 'image') ? mountsOf(place, files) : [],
  };
}

/** A file of an image is only seen by a container of it. */
async function isThere(place: ConfPlace, runtime: RuntimeKind, file: string): Promise<boolean> {
  const here = pathHere(place, file);
  if (here === null) return can(runtime, 'image');
  return (await orNull(stat(here)))?.isFile() ?? false;
}

/** Not their folders, which may be closed to the scratch container's user. */
function mountsOf(place: ConfPlace, files: readonly string[]): readonly ScratchMount[] {
  return [...new Set(files)].flatMap((file): ScratchMount[] => {
    const here = pathHere(place, file);
    return here === null ? [] : [{ type: 'bind', source: here, target: file, readOnly: true }];
  });
}
