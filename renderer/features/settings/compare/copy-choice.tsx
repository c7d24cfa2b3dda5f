import { Button, Checkbox, Switch } from '@mantine/core';
import { useState } from 'react';
import type { SettingsDocument } from '../../../../shared/contract/settings.ts';
import { DrawerBody, DrawerFoot } from '../../../components/layout/drawer-parts.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { counted } from '../../../lib/counted.ts';
import { directiveWords } from '../model/directive-words.ts';
import { currentOf, shownValue } from '../model/values.ts';
import * as compareWords from '../words/compare.ts';
import classes from './copy-drawer.module.css';
import { offered } from './copyable.ts';

interface CopyChoiceProps {
  readonly document: SettingsDocument;
  readonly others: readonly string[];
  readonly directives: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
  readonly onDirectives: (directives: ReadonlySet<string>) => void;
  readonly onTargets: (targets: ReadonlySet<string>) => void;
  readonly onReview: () => void;
  readonly onClose: () => void;
}

/** Chooses settings and target instances. */
export function CopyChoice(props: CopyChoiceProps) {
  const { document, others, directives, targets, onDirectives, onTargets, onReview, onClose } = props;
  const [all, setAll] = useState(false);
  const [search, setSearch] = useState('');
  const settings = offered(document.settings, all, search);
  const bulk = selectable(settings);
  const ready = directives.size > 0 && targets.size > 0;
  return (
    <>
      <DrawerBody>
        {others.length === 0 && <p className="text-2">{compareWords.thereIsNoOtherInstanceYet2}</p>}
        {others.length > 0 && (
          <>
            <div className={classes.tools}>
              <h3 className={classes.title}>{compareWords.to}</h3>
              <Button
                variant="subtle"
                size="compact-xs"
                ml="auto"
                onClick={() => onTargets(new Set(targets.size === others.length ? [] : others))}
              >
                {targets.size === others.length ? compareWords.selectNoInstances : compareWords.selectAllInstances}
              </Button>
            </div>
            <div className={classes.targets}>
              {others.map((other) => (
                <Checkbox
                  key={other}
                  label={other}
                  checked={targets.has(other)}
                  onChange={({ currentTarget }) => onTargets(toggled(targets, other, currentTarget.checked))}
                />
              ))}
            </div>
            <h3 className={classes.title}>{compareWords.settingsOfId(document.id)}</h3>
            <div className={classes.tools}>
              <FindField label={compareWords.findASetting} value={search} onChange={setSearch} />
              <Switch
                label={compareWords.includeDefaults}
                checked={all}
                onChange={(event) => setAll(event.currentTarget.checked)}
              />
              <Button
                variant="subtle"
                size="compact-xs"
                ml="auto"
                disabled={bulk.length === 0}
                onClick={() => onDirectives(allOrNone(directives, settings))}
              >
                {bulk.every((name) => directives.has(name)) ? compareWords.selectNone : compareWords.selectAll}
              </Button>
            </div>
            <ul className={classes.settings} aria-label={compareWords.settingsOfIdToCopy(document.id)}>
              {settings.map((setting) => (
                <li key={setting.name}>
                  <Checkbox
                    aria-label={setting.name}
                    label={
                      <>
                        {directiveWords(setting).title} <span className="mono text-3">{setting.name}</span>
                      </>
                    }
                    checked={directives.has(setting.name)}
                    onChange={({ currentTarget }) =>
                      onDirectives(toggled(directives, setting.name, currentTarget.checked))
                    }
                  />
                  <span className="mono">
                    {setting.kind === 'secret'
                      ? setting.isSet
                        ? compareWords.set
                        : compareWords.notSet
                      : shownValue(setting, currentOf(setting))}
                  </span>
                </li>
              ))}
            </ul>
            {settings.length === 0 && (
              <p className="text-2">
                {search === '' ? compareWords.allSettingsThatCanBeCopied : compareWords.noSettingsMatch}
              </p>
            )}
          </>
        )}
      </DrawerBody>
      <DrawerFoot hint={compareWords.portsAndPathsAreNeverCopied}>
        <Button variant="default" onClick={onClose}>
          {compareWords.cancel}
        </Button>
        <Button disabled={!ready} onClick={onReview}>
          {ready
            ? compareWords.reviewCountedForCounted2(
                counted(directives.size, 'setting'),
                counted(targets.size, 'instance'),
              )
            : compareWords.review}
        </Button>
      </DrawerFoot>
    </>
  );
}

function toggled(set: ReadonlySet<string>, one: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (on) next.add(one);
  else next.delete(one);
  return next;
}

/** Never selects the password in bulk: copying it would share it between two projects. */
function selectable(shown: readonly { readonly name: string }[]): readonly string[] {
  return shown.map(({ name }) => name).filter((name) => name !== 'requirepass');
}

function allOrNone(now: ReadonlySet<string>, shown: readonly { readonly name: string }[]): ReadonlySet<string> {
  const names = selectable(shown);
  const all = shown.map(({ name }) => name);
  if (names.every((name) => now.has(name))) return new Set([...now].filter((name) => !all.includes(name)));
  return new Set([...now, ...names]);
}
