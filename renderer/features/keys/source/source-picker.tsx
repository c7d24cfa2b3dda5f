import { ActionIcon, FileButton, Select, Tooltip } from '@mantine/core';
import { IconArchive, IconFile, IconFolderOpen, IconServer2 } from '@tabler/icons-react';
import { replaceEqualDeep, useQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import type { InstanceStatus } from '../../../../shared/contract/instance.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { shownState } from '../../../../shared/shown-state.ts';
import { orpc } from '../../../client/api.ts';
import { useLiveStatuses } from '../../../client/live.ts';
import { badgeWords } from '../../../components/feedback/badge-state.ts';
import { useLateDropdown } from '../../../components/form/use-late-dropdown.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useNow } from '../../../lib/now.ts';
import { timeText } from '../../../lib/time-format.ts';
import * as libWords from '../../../lib/words.ts';
import { sourceTitle } from '../model/key-words.ts';
import { sourceId } from '../model/keys-address.ts';
import * as sourceWords from '../words/source.ts';
import { openKeysFile } from './open-file.ts';
import classes from './source-picker.module.css';

interface SourcePickerProps {
  readonly source: KeySource | null;
  readonly fileName: string | null;
  /** `Keys of` by default. */
  readonly label?: string;
  /** The action when a source is chosen. By default it shows its keys, and a file can be opened too. */
  readonly onChoose?: (source: KeySource) => void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly source: KeySource;
}

/** `live`, or why its keys are not followed. */
function stateHint(status: InstanceStatus): string {
  const state = shownState(status);
  return state === 'running' ? sourceWords.live : libWords.insideSentence(badgeWords[state]);
}

/** Chooses the source of the shown keys: an instance, a backup or a file. */
export const SourcePicker = memo(function SourcePicker({ source, fileName, label, onChoose }: SourcePickerProps) {
  const now = useNow();
  const { items } = useLiveStatuses();
  const { data: backups } = useQuery(
    orpc.backups.list.queryOptions({ input: {}, meta: { doing: sourceWords.readTheListOfBackups } }),
  );
  const instances = (items ?? [])
    .filter(({ state }) => state !== 'missing')
    .map((status) => choice({ kind: 'instance', instance: status.id }, stateHint(status)));
  const saved = (backups ?? [])
    .filter(({ damaged }) => !damaged)
    .map(({ instance, name, createdAt }) =>
      choice({ kind: 'backup', instance, name }, `${instance}, ${timeText(createdAt, now)}`),
    );
  /** Of a source that no list has. */
  const hintOf = (shown: KeySource) => {
    if (shown.kind === 'instance') return items === undefined ? '' : sourceWords.missing;
    if (shown.kind !== 'backup') return sourceWords.open;
    const found = backups?.find(({ instance, name }) => instance === shown.instance && name === shown.name);
    if (found) return sourceWords.damaged;
    return backups === undefined ? '' : sourceWords.missing;
  };
  const value = source && sourceId(withoutData(source));
  const others =
    source && ![...instances, ...saved].some((one) => one.value === value)
      ? [{ ...choice(withoutData(source), hintOf(source)), label: sourceTitle(source, fileName) }]
      : [];
  const isListed = source?.kind === 'instance' || source?.kind === 'backup';
  // The statuses arrive every second, mostly with the same choices.
  const [groups, setGroups] = useState<readonly Group[]>([]);
  const next = replaceEqualDeep(groups, [
    ...(others.length > 0 && !isListed ? [{ group: sourceWords.openFile, items: others }] : []),
    { group: sourceWords.instances, items: source?.kind === 'instance' ? [...others, ...instances] : instances },
    { group: sourceWords.backups, items: source?.kind === 'backup' ? [...others, ...saved] : saved },
  ]);
  if (next !== groups) setGroups(next);
  return (
    <div className={classes.picker}>
      <SourceSelect groups={next} value={value} label={label} onChoose={onChoose} />
      {onChoose === undefined && <OpenFile />}
    </div>
  );
});

/** The data of an archive has its own switch. */
function withoutData(source: KeySource): KeySource {
  if (source.kind === 'instance') return source;
  const { data: _, ...rest } = source;
  return rest;
}

function choice(of: KeySource, hint: string): Choice {
  return { value: sourceId(of), label: sourceTitle(of, null), hint, source: of };
}

interface Group {
  readonly group: string;
  readonly items: readonly Choice[];
}

const SourceSelect = memo(function SourceSelect({
  groups,
  value,
  label = sourceWords.keysOf,
  onChoose,
}: {
  readonly groups: readonly Group[];
  readonly value: string | null;
  readonly label: string | undefined;
  readonly onChoose: ((source: KeySource) => void) | undefined;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const dropdown = useLateDropdown();
  const all = new Map(groups.flatMap(({ items }) => items.map((one) => [one.value, one])));
  const current = value === null ? undefined : all.get(value);
  const Icon = current ? icons[current.source.kind] : IconServer2;
  return (
    <Select
      className={classes.select ?? ''}
      aria-label={label}
      placeholder={sourceWords.chooseAnInstanceOrABackup}
      searchable
      selectFirstOptionOnChange
      limit={300}
      allowDeselect={false}
      leftSection={<Icon size={14} />}
      rightSection={typed === null && current ? <span className={classes.hint}>{current.hint}</span> : undefined}
      rightSectionWidth={typed === null && current ? 120 : undefined}
      nothingFoundMessage={sourceWords.noSourceOfThisName}
      maxDropdownHeight={420}
      comboboxProps={{ width: 340, position: 'bottom-start', keepMounted: dropdown.keepMounted }}
      onFocus={dropdown.onFocus}
      data={groups.map(({ group, items }) => ({
        group,
        items: items.map(({ value: id, label }) => ({ value: id, label })),
      }))}
      value={value}
      onDropdownOpen={() => setTyped('')}
      onDropdownClose={() => setTyped(null)}
      onChange={(chosen) => {
        const picked = chosen === null || chosen === value ? undefined : all.get(chosen);
        if (picked && onChoose) onChoose(picked.source);
        else if (picked) navigateTo(picked.value);
      }}
      renderOption={({ option }) => <Option choice={all.get(option.value)} />}
    />
  );
});

const OpenFile = memo(function OpenFile() {
  return (
    <FileButton accept=".rdb,.aof,.gz,.tar,.tgz,.redis-backup" onChange={(file) => file && void openKeysFile(file)}>
      {(props) => (
        <Tooltip label={sourceWords.browseTheKeysOfAFile}>
          <ActionIcon aria-label={sourceWords.openAFile} {...props}>
            <IconFolderOpen size={14} />
          </ActionIcon>
        </Tooltip>
      )}
    </FileButton>
  );
});

const icons = { instance: IconServer2, backup: IconArchive, file: IconFile, upload: IconFile } as const;

function Option({ choice }: { readonly choice: Choice | undefined }) {
  if (!choice) return null;
  const Icon = icons[choice.source.kind];
  return (
    <span className={classes.option}>
      <Icon size={14} aria-hidden="true" />
      <span className={classes.name}>{choice.label}</span>
      <span className={classes.hint}>{choice.hint}</span>
    </span>
  );
}
