import { NumberInput, Switch } from '@mantine/core';
import type { AlertRules } from '../../../shared/contract/alert.ts';
import { numberSeparators } from '../../../shared/format/number.ts';
import * as libWords from '../../lib/words.ts';
import classes from './alert-rules.module.css';
import type { RuleName, ruleWords } from './rule-words.ts';

interface RuleRowProps {
  readonly words: (typeof ruleWords)[number];
  readonly rule: AlertRules[RuleName];
  readonly onChange: (name: RuleName, rule: AlertRules[RuleName]) => void;
}

/** A rule with its switch and thresholds. */
export function RuleRow({ words: { name, title, about, figures }, rule, onChange }: RuleRowProps) {
  const separators = numberSeparators();
  const values = rule as unknown as Readonly<Record<string, number>>;
  return (
    <li className={classes.rule}>
      <Switch
        size="xs"
        label={title}
        description={about}
        checked={rule.on}
        onChange={(event) => onChange(name, { ...rule, on: event.currentTarget.checked } as AlertRules[RuleName])}
      />
      {rule.on && figures.length > 0 && (
        <div className={classes.figures}>
          {figures.map(({ key, label, unit, min, max }) => (
            <NumberInput
              key={key}
              label={label}
              aria-label={`${title}: ${libWords.insideSentence(label)}, ${unit}`}
              className={classes.figure ?? ''}
              min={min}
              max={max}
              clampBehavior="blur"
              allowDecimal={min < 1}
              thousandSeparator={separators.group}
              decimalSeparator={separators.decimal}
              suffix={` ${unit}`}
              hideControls
              value={values[key] ?? min}
              onChange={(value) => {
                if (typeof value === 'number') onChange(name, { ...rule, [key]: value } as AlertRules[RuleName]);
              }}
            />
          ))}
        </div>
      )}
    </li>
  );
}
