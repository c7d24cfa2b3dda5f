import { Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AlertRules, AlertSettings } from '../../../shared/contract/alert.ts';
import { ownValue } from '../../../shared/own-value.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { DrawerBody } from '../../components/layout/drawer-parts.tsx';
import classes from './alert-rules.module.css';
import { RuleRow } from './rule-row.tsx';
import { type RuleName, ruleWords } from './rule-words.ts';
import * as alertsWords from './words.ts';

const ALL = '';

interface AlertRulesFormProps {
  readonly draft: AlertSettings;
  readonly onChange: (draft: AlertSettings) => void;
}

/** Edits the rules of all instances or overrides for one, and the quiet hours. */
export function AlertRulesForm({ draft, onChange }: AlertRulesFormProps) {
  const [scope, setScope] = useState(ALL);
  const ids = (useLiveStatuses().items ?? []).map(({ id }) => id);
  const known = [...new Set([...ids, ...Object.keys(draft.instances)])];
  const own = ownValue(draft.instances, scope);
  const change = (name: RuleName, rule: AlertRules[RuleName]) =>
    onChange(
      scope === ALL
        ? { ...draft, rules: { ...draft.rules, [name]: rule } }
        : { ...draft, instances: { ...draft.instances, [scope]: { ...own, [name]: rule } } },
    );
  const dropOwn = () => {
    const { [scope]: _, ...rest } = draft.instances;
    onChange({ ...draft, instances: rest });
  };
  const quiet = draft.quietHours;
  const setQuiet = (part: Partial<NonNullable<AlertSettings['quietHours']>>) =>
    onChange({ ...draft, quietHours: { from: '22:00', to: '07:00', ...quiet, ...part } });
  return (
    <DrawerBody flush>
      <section className={classes.section} aria-label={alertsWords.notifications}>
        <Switch
          size="xs"
          label={alertsWords.showDesktopOrBrowserNotifications}
          description={alertsWords.alertsAlwaysAppearHere}
          checked={draft.notify}
          onChange={(event) => onChange({ ...draft, notify: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label={alertsWords.quietHours}
          description={alertsWords.noNotificationsDuringTheseHoursYou}
          checked={quiet !== null}
          disabled={!draft.notify}
          onChange={(event) => (event.currentTarget.checked ? setQuiet({}) : onChange({ ...draft, quietHours: null }))}
        />
        {quiet && draft.notify && (
          <div className={classes.figures}>
            <TextInput
              type="time"
              label={alertsWords.from}
              required
              value={quiet.from}
              onChange={(event) => event.currentTarget.value && setQuiet({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label={alertsWords.to}
              required
              value={quiet.to}
              onChange={(event) => event.currentTarget.value && setQuiet({ to: event.currentTarget.value })}
            />
          </div>
        )}
      </section>
      <section className={classes.section} aria-label={alertsWords.scope}>
        <Select
          label={alertsWords.appliesTo}
          allowDeselect={false}
          data={[
            { value: ALL, label: alertsWords.allInstances },
            ...known.map((id) => ({
              value: id,
              label: ownValue(draft.instances, id) ? alertsWords.idDiffers(id) : id,
            })),
          ]}
          value={scope}
          onChange={(value) => setScope(value ?? ALL)}
        />
        {scope !== ALL && (
          <p className="hint">
            {own ? (
              <>
                {alertsWords.scopeHasItsOwnRules(scope)}
                <button type="button" className={classes.link} onClick={dropOwn}>
                  {alertsWords.theRulesOfAllInstancesToUse}
                </button>
              </>
            ) : (
              alertsWords.scopeUsesTheRulesOfAll(scope)
            )}
          </p>
        )}
      </section>
      <ul className={classes.rules} aria-label={alertsWords.rules}>
        {ruleWords.map((words) => (
          <RuleRow
            key={`${scope} ${words.name}`}
            words={words}
            rule={own?.[words.name] ?? draft.rules[words.name]}
            onChange={change}
          />
        ))}
      </ul>
    </DrawerBody>
  );
}
