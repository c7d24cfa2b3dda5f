import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconInfoCircle } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { directiveWords } from '../model/directive-words.ts';
import { want } from '../model/draft.ts';
import { currentOf, isTyped, sameValue, shownValue } from '../model/values.ts';
import * as formWords from '../words/form.ts';
import { SettingAbout } from './setting-about.tsx';
import { SettingControl } from './setting-control.tsx';
import classes from './settings-form.module.css';

interface SettingRowProps {
  readonly id: string;
  readonly setting: Setting;
  /** The new value; null: removed from the file; undefined: unchanged. */
  readonly wanted: string | null | undefined;
  readonly problem: string | null;
  /** Shows the description, as in search results. */
  readonly explained: boolean;
}

/** One setting with its current and new value. */
export const SettingRow = memo(function SettingRow({ id, setting, wanted, problem, explained }: SettingRowProps) {
  const { name, kind } = setting;
  const [expanded, setExpanded] = useState(false);
  const changed = wanted !== undefined;
  const current = currentOf(setting);
  const secret = kind === 'secret';
  const change = (value: string | null) => {
    const same = value !== null && !secret && sameValue(setting, value, current);
    want(id, { [name]: same ? undefined : value });
  };
  const shownProblem = problem !== null && (
    <>
      <IconAlertTriangle size={14} aria-hidden="true" />{' '}
      {problem.startsWith(`${name}: `) ? problem.slice(name.length + 2) : problem}
    </>
  );
  const open = expanded || explained;
  return (
    <div className={classes.row} data-changed={changed || undefined}>
      <div className={classes.name}>
        <div className={classes.title}>{directiveWords(setting).title}</div>
        <div className={classes.directive}>{name}</div>
      </div>
      <div className={classes.field}>
        <SettingControl
          setting={setting}
          value={wanted === undefined ? current : (wanted ?? setting.default ?? '')}
          changed={changed}
          wanted={wanted}
          onChange={change}
          problem={shownProblem}
        />
      </div>
      <div className={classes.end}>
        {changed && (
          <>
            <span className={classes.was}>
              {secret ? formWords.changed3 : formWords.wasShownValue(shownValue(setting, current))}
            </span>
            <Tooltip label={formWords.reset}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={formWords.resetName(name)}
                onClick={() => want(id, { [name]: undefined })}
              >
                <IconArrowBackUp size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Tooltip label={expanded ? formWords.less : formWords.descriptionDefaultAndValues}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            className={classes.info ?? ''}
            aria-label={formWords.aboutName(name)}
            aria-expanded={open}
            onClick={() => setExpanded(!expanded)}
          >
            <IconInfoCircle size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      {shownProblem && !isTyped(setting) && (
        <p className={classes.problem} role="alert">
          {shownProblem}
        </p>
      )}
      {!open && setting.live !== null && setting.file !== null && !secret && hasDrifted(setting) && (
        <p className={classes.hint}>
          {formWords.liveValueShownValue(shownValue(setting, setting.live))}
          {setting.pending && formWords.theFileValueTakesEffectAfter}.
        </p>
      )}
      {open && <SettingAbout setting={setting} changed={changed} onDefault={() => change(null)} />}
    </div>
  );
});

function hasDrifted(setting: Setting): boolean {
  const { file, live } = setting;
  return file !== null && live !== null && !sameValue(setting, file, live);
}
