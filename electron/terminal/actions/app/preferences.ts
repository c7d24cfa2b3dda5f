import type { PreferenceChanges, PreferenceList, PreferenceState } from '../../../../shared/contract/preference.ts';
import {
  definitionOf,
  expectedValue,
  isPreferenceName,
  type PreferenceName,
  parsePreference,
  preferenceNames,
  preferenceText,
} from '../../../../shared/contract/preference-table.ts';
import { preferenceGroups, preferenceWords } from '../../../../shared/preference-words.ts';
import { defineAction } from '../../cli/action.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { badUsage } from '../../flags/bad-usage.ts';
import { nearest } from '../../flags/suggest.ts';
import type { Style } from '../../format/style.ts';
import { tableLines } from '../../format/table.ts';
import * as appWords from './words.ts';

export const preferences = defineAction({
  name: 'preferences',
  summary: appWords.showOrChangeThePreferences,
  details: [appWords.withoutFlagsItShowsAllPreferences, appWords.aVariableWinsOverAPreference],
  flags: ['set', 'reset'],
  async run({ api, output, stop }, { set, reset }) {
    if (set !== undefined && reset !== undefined) {
      throw badUsage('--reset', appWords.setOrReset, appWords.setOrResetNotBoth);
    }
    const changes = set && changesOf(set);
    const names = reset && resetNames(reset);
    const client = await api();
    const { list: read, save, reset: restore } = client.preferences;
    const list = await stop.orStop(changes ? save(changes) : names ? restore(names) : read());
    output.answer(document(list), preferenceLines(list, output.style, output.columns));
    return exitCodes.done;
  },
});

/** One value per name, so that a script can read `.values.image`; origins are beside the values. */
function document({ items, locked }: PreferenceList) {
  const shown = items.filter(isShown);
  return {
    values: Object.fromEntries(shown.map(({ name, value }) => [name, value])),
    items: shown,
    locked,
  };
}

const isShown = ({ name }: PreferenceState) => definitionOf(name).group !== 'state';

function changesOf(pairs: readonly string[]): PreferenceChanges {
  const changes: Partial<Record<PreferenceName, boolean | number | string>> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = preferenceOf('--set', pair.slice(0, at));
    const typed = pair.slice(at + 1);
    const value = parsePreference(definitionOf(name), typed);
    if (value === null) {
      const expected = expectedValue(definitionOf(name));
      throw badUsage('--set', expected, appWords.valueIsNot(name, typed, expected));
    }
    if (name in changes) throw badUsage('--set', appWords.eachPreferenceOnce, appWords.givenTwice(name));
    changes[name] = value;
  }
  return changes;
}

function resetNames(given: readonly string[]): { names?: PreferenceName[] } {
  return given.includes('all') ? {} : { names: given.map((name) => preferenceOf('--reset', name)) };
}

function preferenceOf(flag: string, given: string): PreferenceName {
  const name = given.toLowerCase();
  const shown = preferenceNames.filter((one) => definitionOf(one).group !== 'state');
  if (isPreferenceName(name) && shown.includes(name)) return name;
  const meant = nearest(name, shown);
  throw badUsage(flag, appWords.aPreference, appWords.noSuchPreference(given, meant ?? null, shown.join(', ')));
}

function preferenceLines({ items, locked }: PreferenceList, style: Style, width: number): readonly string[] {
  const shown = items.filter(isShown);
  const table = tableLines(
    [
      { head: appWords.preference, cell: ({ name }: PreferenceState) => name },
      { head: appWords.value, cell: ({ value }: PreferenceState) => preferenceText(value) || '-' },
      { head: appWords.from, cell: originOf },
      { head: appWords.about, cell: ({ name }: PreferenceState) => aboutOf(name), dropRank: 1 },
    ],
    shown,
    width,
  );
  const problems = shown.flatMap(({ name, problem }) =>
    problem === null ? [] : [style.attention(`${name}: ${problem} ${appWords.theDefaultIsUsed}`)],
  );
  const lines = shown.flatMap(({ name }, index) => {
    const { group } = definitionOf(name);
    const before = shown[index - 1];
    const starts = before === undefined || definitionOf(before.name).group !== group;
    return [...(starts ? ['', style.strong(preferenceGroups[group])] : []), table.rows[index] ?? ''];
  });
  return [style.faint(table.head), ...lines, ...(problems.length > 0 ? ['', ...problems] : []), ...lockedLines(locked)];
}

const lockedLines = (locked: string | null) => (locked === null ? [] : ['', locked]);

function originOf({ from, variable }: PreferenceState): string {
  return from === 'variable' ? appWords.setBy(variable ?? '') : from;
}

function aboutOf(name: PreferenceName): string {
  const { title, unit, hint } = preferenceWords[name];
  const text = unit === undefined ? title : `${title} (${unit})`;
  return hint === '' ? text : `${text}: ${hint}`;
}
