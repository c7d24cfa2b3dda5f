import { statSync } from 'node:fs';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PreferenceState } from '../../../shared/contract/preference.ts';
import {
  definitionOf,
  expectedValue,
  isValidValue,
  type PreferenceName,
  type PreferenceValue,
  type PreferenceValues,
  preferenceNames,
} from '../../../shared/contract/preference-table.ts';
import type { ChangeBus } from '../platform/events/change-bus.ts';
import { asHomeFailure } from '../platform/files/file-errors.ts';
import { underFileLock } from '../platform/files/under-file-lock.ts';
import { watchFolder } from '../platform/files/watch-folder.ts';
import { ensureFolder } from '../platform/home/ensure-folder.ts';
import { desktopFolder } from '../platform/home/paths.ts';
import { homeUseOf } from './home-use.ts';
import { lockedReason, preferencePath, readPreferences, writePreferences } from './preference-file.ts';
import type { Preferences } from './preferences.ts';

/** How often the file is checked, while someone listens, where changes by other clients are not reported. */
const POLL_INTERVAL_MS = 1000;

/** Refuses a value that is valid by itself and cannot work here. @throws AppError BAD_VALUE */
export type PreferenceChecks = {
  readonly [N in PreferenceName]?: (value: PreferenceValues[N]) => void | Promise<void>;
};

export interface PreferenceDeps {
  readonly home: string;
  /** The variables of this process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly bus: ChangeBus;
  /** Whether the client acts on a preference that the core itself does not act on. */
  readonly honours: (name: PreferenceName) => boolean;
  readonly checks: PreferenceChecks;
}

export function createPreferences(deps: PreferenceDeps): Preferences {
  const { home, bus, checks } = deps;
  const state = (name: PreferenceName) => stateOf(deps, name);

  const list = () => ({ items: preferenceNames.map(state), locked: lockedReason(home) });

  const write = async (changes: ReadonlyMap<PreferenceName, PreferenceValue | null>) => {
    try {
      ensureFolder(desktopFolder(home));
      await underFileLock(preferencePath(home), 'the preferences', () => writePreferences(home, changes));
    } catch (error) {
      throw asHomeFailure(error, home);
    }
    bus.emit({ noun: 'preferences', id: null });
    return list();
  };

  return {
    // The definition of the name has this type: `stateOf` returns valid values only.
    get: <N extends PreferenceName>(name: N) => state(name).value as PreferenceValues[N],
    list,
    async save(changes) {
      const given = Object.entries(changes) as [PreferenceName, PreferenceValue][];
      for (const [name, value] of given) await check(checks, state(name), value);
      return write(new Map(given));
    },
    reset(names = preferenceNames.filter((name) => definitionOf(name).group !== 'state')) {
      return write(new Map(names.map((name) => [name, null])));
    },
    onChange: (listener) => followChanges(home, bus, listener),
    home: () => homeUseOf(home, deps.env.VROOLI_HOME ? 'VROOLI_HOME' : null),
  };
}

async function check(checks: PreferenceChecks, { name, variable }: PreferenceState, value: PreferenceValue) {
  if (!isValidValue(definitionOf(name), value)) {
    const expected = expectedValue(definitionOf(name));
    throw new AppError('BAD_VALUE', `${name}: "${value}" is not ${expected}.`, { field: name, expected });
  }
  if (variable !== null) {
    const message = `${name} is set by ${variable}, which overrides a preference. Unset ${variable}, then choose again.`;
    throw new AppError('BAD_VALUE', message, { field: name, expected: `${variable} unset` });
  }
  // The table gives each name its type of value, which was checked above.
  await (checks[name] as ((value: PreferenceValue) => void | Promise<void>) | undefined)?.(value);
}

function stateOf({ home, env, honours }: PreferenceDeps, name: PreferenceName): PreferenceState {
  const definition = definitionOf(name);
  const stored = readPreferences(home).values[name];
  const valid = stored !== undefined && isValidValue(definition, stored);
  const problem =
    stored === undefined || valid
      ? null
      : `The file has ${JSON.stringify(stored)}, which is not ${expectedValue(definition)}.`;
  const common = { name, problem, honoured: definition.by === 'core' || honours(name) };
  const given = definition.variable ? env[definition.variable]?.trim() : undefined;
  if (definition.variable && given) return { ...common, value: given, from: 'variable', variable: definition.variable };
  if (valid) return { ...common, value: stored, from: 'chosen', variable: null };
  return { ...common, value: definition.initial, from: 'default', variable: null };
}

/** Also for changes by other processes: each one replaces the file. */
function followChanges(home: string, bus: ChangeBus, listener: () => void): () => void {
  let last = stampOf(home);
  const poll = () => {
    const now = stampOf(home);
    if (now === last) return;
    last = now;
    listener();
  };
  const endListening = bus.listen(({ noun }) => noun === 'preferences' && poll());
  const endWatch = watchFolder(desktopFolder(home), POLL_INTERVAL_MS, poll);
  return () => {
    endWatch();
    endListening();
  };
}

/** Tells the views of this process about changes by other processes. @returns a function that stops it */
export function watchPreferences(home: string, bus: ChangeBus): () => void {
  return followChanges(home, bus, () => bus.emit({ noun: 'preferences', id: null }));
}

function stampOf(home: string): string {
  const found = statSync(preferencePath(home), { throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeMs}` : '';
}
