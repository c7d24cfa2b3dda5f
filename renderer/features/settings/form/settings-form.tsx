import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import type { Setting, SettingsDocument } from '../../../../shared/contract/settings.ts';
import { ownValue } from '../../../../shared/own-value.ts';
import { coreSentence } from '../../../lib/core-sentence.ts';
import { useStore } from '../../../lib/store.ts';
import { directiveWords } from '../model/directive-words.ts';
import type { Draft } from '../model/draft.ts';
import { isNotDefault } from '../model/values.ts';
import * as formWords from '../words/form.ts';
import { everyday } from './everyday.ts';
import { FormTools, type Which } from './form-tools.tsx';
import { PersistenceRow } from './persistence-row.tsx';
import { SettingRow } from './setting-row.tsx';
import classes from './settings-form.module.css';
import { SettingsGroup } from './settings-group.tsx';
import { settingsSearch, settingsWhich } from './settings-search.ts';

interface SettingsFormProps {
  readonly document: SettingsDocument;
  readonly draft: Draft;
  readonly problems: Readonly<Record<string, string>>;
  readonly locked: boolean;
}

/** The most used of about 300 settings. Other groups start collapsed. */
const openInitially: ReadonlySet<string> = new Set(['Memory', 'Persistence', 'Network', 'Databases', 'Security']);

const noValues: Readonly<Record<string, string | null>> = {};

/** All settings by group, searchable by name, title and description. */
export function SettingsForm({ document, draft, problems, locked }: SettingsFormProps) {
  const { id, settings } = document;
  const text = useStore(settingsSearch);
  const which = useStore(settingsWhich);
  const [search] = useDebouncedValue(text.trim().toLowerCase(), 80);
  const values = draft.kind === 'form' ? draft.values : noValues;
  const changed = settings.filter(({ name }) => name in values).length;
  const groups = useMemo(
    () =>
      groupsOf(settings.filter((setting) => matchesSearch(setting, search) && matchesFilter(setting, which, values))),
    [settings, search, which, values],
  );
  const narrowed = search !== '' || which !== 'all';
  return (
    <>
      <FormTools
        text={text}
        onText={settingsSearch.set}
        which={which}
        onWhich={settingsWhich.set}
        total={settings.length}
        changed={changed}
        notDefault={settings.filter(isNotDefault).length}
      />
      <fieldset className={classes.scroll} disabled={locked} aria-label={formWords.settingsOfId(id)}>
        {groups.map(([group, members]) => (
          <SettingsGroup
            key={`${group} ${narrowed}`}
            title={coreSentence(group)}
            open={narrowed || openInitially.has(group)}
            count={members.length}
            changed={members.filter(({ name }) => name in values).length}
          >
            {group === 'Persistence' && !narrowed && <PersistenceRow id={id} settings={settings} values={values} />}
            <Members members={members} all={narrowed} values={values}>
              {(setting) => (
                <SettingRow
                  key={setting.name}
                  id={id}
                  setting={setting}
                  wanted={ownValue(values, setting.name)}
                  problem={problems[setting.name] ?? null}
                  explained={search !== ''}
                />
              )}
            </Members>
          </SettingsGroup>
        ))}
        {groups.length === 0 && (
          <p className={classes.none}>
            {search === ''
              ? which === 'changed'
                ? formWords.noChangesYet
                : formWords.allSettingsHaveDefaultValues
              : formWords.noSettingsMatchText(text.trim())}
          </p>
        )}
      </fieldset>
    </>
  );
}

interface MembersProps {
  readonly members: readonly Setting[];
  /** Shows all members without a button for more. */
  readonly all: boolean;
  readonly values: Readonly<Record<string, string | null>>;
  readonly children: (setting: Setting) => ReactNode;
}

/** The most used settings of a group first; a button shows the others. */
function Members({ members, all, values, children }: MembersProps) {
  const [showAll, setShowAll] = useState(false);
  const first = members.filter(({ name }) => everyday.has(name) || name in values);
  const rest = members.filter((member) => !first.includes(member));
  if (all || showAll || first.length === 0 || rest.length < 2) return members.map(children);
  return (
    <>
      {first.map(children)}
      <div className={classes.more}>
        <Button variant="subtle" size="compact-xs" onClick={() => setShowAll(true)}>
          {formWords.countMore(rest.length)}
        </Button>
      </div>
    </>
  );
}

function matchesSearch(setting: Setting, search: string): boolean {
  const { name } = setting;
  const { title, description } = directiveWords(setting);
  const text = `${name} ${title} ${description}`.toLowerCase();
  return search.split(/\s+/).every((word) => text.includes(word));
}

function matchesFilter(setting: Setting, which: Which, values: Readonly<Record<string, string | null>>): boolean {
  if (which === 'changed') return setting.name in values;
  return which === 'all' || isNotDefault(setting);
}

function groupsOf(settings: readonly Setting[]): readonly (readonly [string, readonly Setting[]])[] {
  const groups = new Map<string, Setting[]>();
  for (const setting of settings) groups.set(setting.group, [...(groups.get(setting.group) ?? []), setting]);
  return [...groups];
}
