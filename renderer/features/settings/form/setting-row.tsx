import { ActionIcon, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconInfoCircle } from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { want } from './draft.ts';
import { SettingAbout } from './setting-about.tsx';
import { SettingControl } from './setting-control.tsx';
import classes from './settings-form.module.css';
import { currentOf, sameValue, shownValue } from './values.ts';

interface SettingRowProps {
  readonly id: string;
  readonly setting: Setting;
  /** What is wanted; null: taken out of the file; undefined: as it is. */
  readonly wanted: string | null | undefined;
  readonly problem: string | null;
  /** With its description, as while it is searched for. */
  readonly explained: boolean;
}

/** One setting: its value, its new value, and the way back. */
export const SettingRow = memo(function SettingRow({ id, setting, wanted, problem, explained }: SettingRowProps) {
  const { name, title, kind } = setting;
  const [asked, setAsked] = useState(false);
  const changed = wanted !== undefined;
  const current = currentOf(setting);
  const secret = kind === 'secret';
  const change = (value: string | null) => {
    const same = value !== null && !secret && sameValue(setting, value, current);
    want(id, { [name]: same ? undefined : value });
  };
  const problemId = `problem-${name}`;
  const open = asked || explained;
  return (
    <div className={classes.row} data-changed={changed || undefined}>
      <div className={classes.name}>
        <div className={classes.title}>{title}</div>
        <div className={classes.directive}>{name}</div>
      </div>
      <div className={classes.field}>
        <SettingControl
          setting={setting}
          value={wanted === undefined ? current : (wanted ?? setting.default ?? '')}
          changed={changed}
          wanted={wanted}
          onChange={change}
          problemId={problem === null ? undefined : problemId}
        />
      </div>
      <div className={classes.end}>
        {changed && (
          <>
            <span className={classes.was}>{secret ? 'changed' : `was ${shownValue(setting, current)}`}</span>
            <Tooltip label="Leave it as it was">
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={`Leave ${name} as it was`}
                onClick={() => want(id, { [name]: undefined })}
              >
                <IconArrowBackUp size={14} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Tooltip label={asked ? 'Less' : 'What it does, its default and its values'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            className={classes.info ?? ''}
            aria-label={`About ${name}`}
            aria-expanded={open}
            onClick={() => setAsked(!asked)}
          >
            <IconInfoCircle size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
      {problem !== null && (
        <p className={classes.problem} id={problemId} role="alert">
          <IconAlertTriangle size={14} aria-hidden="true" />{' '}
          {problem.startsWith(`${name}: `) ? problem.slice(name.length + 2) : problem}
        </p>
      )}
      {!open && setting.live !== null && setting.file !== null && !secret && drifted(setting) && (
        <p className={classes.hint}>
          Now {shownValue(setting, setting.live)}
          {setting.pending ? '; the file’s value comes with the next restart.' : ' in the running server.'}
        </p>
      )}
      {open && <SettingAbout setting={setting} changed={changed} onDefault={() => change(null)} />}
    </div>
  );
});

function drifted(setting: Setting): boolean {
  const { file, live } = setting;
  return file !== null && live !== null && !sameValue(setting, file, live);
}
