import { ActionIcon, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { isLeftOut } from '../../../../shared/benchmark/left-out.ts';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import { can, runtimeTraits } from '../../../../shared/contract/runtimes.ts';
import type { Setting } from '../../../../shared/contract/settings.ts';
import { orpc } from '../../../client/api.ts';
import { SettingControl } from '../../settings/form/setting-control.tsx';
import { currentOf, shownValue } from '../../settings/model/values.ts';
import { changeLabForm, type LabForm } from '../model/lab-form.ts';
import * as words from '../words.ts';
import classes from './lab-form.module.css';

interface SideBProps {
  readonly instance: InstanceStatus;
  readonly form: LabForm;
}

/** The settings and the version of B. */
export function SideB({ instance: { id, runtime }, form }: SideBProps) {
  const settings =
    useQuery(orpc.settings.describe.queryOptions({ input: { id }, meta: { doing: words.readTheSettings(id) } })).data
      ?.settings ?? [];
  const comparable = settings.filter(isComparable);
  const chosen = Object.keys(form.changes).flatMap((name) => comparable.find((one) => one.name === name) ?? []);
  const change = (name: string, value: string) => changeLabForm(id, { changes: { ...form.changes, [name]: value } });
  const remove = (name: string) => {
    const { [name]: _, ...changes } = form.changes;
    changeLabForm(id, { changes });
  };
  return (
    <>
      {chosen.map((setting) => (
        <ChangedSetting
          key={setting.name}
          setting={setting}
          value={form.changes[setting.name] ?? ''}
          onChange={(value) => change(setting.name, value)}
          onRemove={() => remove(setting.name)}
        />
      ))}
      <Select
        aria-label={words.addASetting}
        placeholder={words.addASetting}
        searchable
        value={null}
        data={comparable
          .filter(({ name }) => !(name in form.changes))
          .map(({ name, title }) => ({ value: name, label: `${title} (${name})` }))}
        nothingFoundMessage={words.noSuchSetting}
        onChange={(name) => {
          const setting = comparable.find((one) => one.name === name);
          if (setting) change(setting.name, liveOf(setting));
        }}
      />
      {can(runtime, 'image') ? (
        <TextInput
          aria-label={words.image}
          placeholder={`${words.otherVersion}: ${words.imagePlaceholder}`}
          value={form.image ?? ''}
          autoComplete="off"
          spellCheck={false}
          onChange={({ currentTarget: { value } }) => changeLabForm(id, { image: value === '' ? null : value })}
        />
      ) : (
        runtime !== null && <p className="hint">{words.noImages(runtimeTraits[runtime].unit)}</p>
      )}
    </>
  );
}

function isComparable({ name, editable, kind }: Setting): boolean {
  return editable && kind !== 'secret' && kind !== 'lines' && !isLeftOut(name) && !name.startsWith('container-');
}

/** A is the instance as it is now, so the running value takes precedence over the file's. */
function liveOf(setting: Setting): string {
  return setting.live ?? currentOf(setting);
}

interface ChangedSettingProps {
  readonly setting: Setting;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onRemove: () => void;
}

function ChangedSetting({ setting, value, onChange, onRemove }: ChangedSettingProps) {
  return (
    <div className={classes.change}>
      <div className={classes.changeHead}>
        <code>{setting.name}</code>
        <span className="hint">{words.nowValue(shownValue(setting, liveOf(setting)))}</span>
        <ActionIcon variant="subtle" size={24} ml="auto" aria-label={words.removeName(setting.name)} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      <SettingControl
        setting={setting}
        value={value}
        changed
        wanted={value}
        problem={null}
        onChange={(next) => onChange(next ?? '')}
      />
    </div>
  );
}
