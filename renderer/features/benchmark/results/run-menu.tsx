import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core';
import { IconDots, IconDownload, IconTrash } from '@tabler/icons-react';
import { benchmarkCsv } from '../../../../shared/benchmark/csv.ts';
import type { BenchmarkResult } from '../../../../shared/contract/benchmark.ts';
import { exactTime } from '../../../lib/format.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { changesText } from '../model/shown-result.ts';
import * as words from '../words.ts';

interface RunMenuProps {
  readonly runs: readonly BenchmarkResult[];
  readonly run: BenchmarkResult;
  readonly other: BenchmarkResult | null;
  readonly onShow: (run: string) => void;
  readonly onCompare: (run: string | null) => void;
  readonly onDelete: (run: BenchmarkResult) => void;
}

/** The kept runs: choose one, compare it with another, export it, delete it. */
export function RunMenu({ runs, run, other, onShow, onCompare, onDelete }: RunMenuProps) {
  const options = runs.map((one) => ({ value: one.run, label: runLabel(one) }));
  const others = options.filter(({ value }) => value !== run.run);
  return (
    <>
      <NativeSelect
        aria-label={words.results}
        maw={240}
        value={run.run}
        data={options}
        onChange={({ currentTarget: { value } }) => onShow(value)}
      />
      {others.length > 0 && (
        <NativeSelect
          aria-label={words.compareWith}
          maw={200}
          value={other?.run ?? ''}
          data={[{ value: '', label: `${words.compareWith}…` }, ...others]}
          onChange={({ currentTarget: { value } }) => onCompare(value === '' ? null : value)}
        />
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={14} />}>
            {words.exportResult}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => saveFile(`${fileName(run)}.csv`, benchmarkCsv(run), 'text/csv;charset=utf-8')}>
            {words.exportCsv}
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              saveFile(`${fileName(run)}.json`, `${JSON.stringify(run, null, 2)}\n`, 'application/json;charset=utf-8')
            }
          >
            {words.exportJson}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={words.deleteRun}>
            <IconDots size={14} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => onDelete(run)}>
            {words.deleteRun}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function runLabel(run: BenchmarkResult): string {
  const about = run.where === 'live' ? words.live : changesText(run);
  return `${exactTime(run.at)} · ${about}`;
}

function fileName({ instance, at }: BenchmarkResult): string {
  return `benchmark-${instance}-${at.replace(/[:.]/g, '-')}`;
}
