import { Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AlertRules, AlertSettings } from '../../../shared/contract/alert.ts';
import { useLiveStatuses } from '../../client/live.ts';
import { DrawerBody } from '../../components/layout/drawer-parts.tsx';
import classes from './alert-rules.module.css';
import { RuleRow } from './rule-row.tsx';
import { type RuleName, ruleWords } from './rule-words.ts';

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
  const own = draft.instances[scope];
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
      <section className={classes.section} aria-label="Notifications">
        <Switch
          size="xs"
          label="Show desktop or browser notifications"
          description="Alerts always appear here."
          checked={draft.notify}
          onChange={(event) => onChange({ ...draft, notify: event.currentTarget.checked })}
        />
        <Switch
          size="xs"
          label="Quiet hours"
          description="No notifications during these hours; you get a summary afterwards."
          checked={quiet !== null}
          disabled={!draft.notify}
          onChange={(event) => (event.currentTarget.checked ? setQuiet({}) : onChange({ ...draft, quietHours: null }))}
        />
        {quiet && draft.notify && (
          <div className={classes.figures}>
            <TextInput
              type="time"
              label="From"
              required
              value={quiet.from}
              onChange={(event) => event.currentTarget.value && setQuiet({ from: event.currentTarget.value })}
            />
            <TextInput
              type="time"
              label="To"
              required
              value={quiet.to}
              onChange={(event) => event.currentTarget.value && setQuiet({ to: event.currentTarget.value })}
            />
          </div>
        )}
      </section>
      <section className={classes.section} aria-label="Scope">
        <Select
          label="Applies to"
          allowDeselect={false}
          data={[
            { value: ALL, label: 'All instances' },
            ...known.map((id) => ({ value: id, label: draft.instances[id] ? `${id} (differs)` : id })),
          ]}
          value={scope}
          onChange={(value) => setScope(value ?? ALL)}
        />
        {scope !== ALL && (
          <p className="hint">
            {own ? (
              <>
                {scope} has its own rules.{' '}
                <button type="button" className={classes.link} onClick={dropOwn}>
                  Use the rules of all instances
                </button>
              </>
            ) : (
              `${scope} uses the rules of all instances. Change a rule to override it.`
            )}
          </p>
        )}
      </section>
      <ul className={classes.rules} aria-label="Rules">
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
