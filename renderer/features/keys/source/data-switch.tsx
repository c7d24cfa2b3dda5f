import { SegmentedControl } from '@mantine/core';
import type { KeySource, KeySpace } from '../../../../shared/contract/keyspace.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { keysAddress, rootOf } from '../model/keys-address.ts';
import * as sourceWords from '../words/source.ts';

interface DataSwitchProps {
  readonly source: KeySource;
  readonly fileName: string | null;
  readonly dataSets: KeySpace['dataSets'];
}

/** Chooses which data of an archive is shown, if it has several, such as a dump and an AOF. */
export function DataSwitch({ source, fileName, dataSets = [] }: DataSwitchProps) {
  if (source.kind === 'instance' || dataSets.length < 2) return null;
  return (
    <SegmentedControl
      aria-label={sourceWords.dataOfTheArchive}
      size="xs"
      value={dataSets.find(({ isShown }) => isShown)?.path ?? ''}
      onChange={(data) => navigateTo(keysAddress(rootOf({ ...source, data }, fileName)))}
      data={dataSets.map(({ path }) => ({
        value: path,
        label: <span title={path}>{path.slice(path.lastIndexOf('/') + 1).replace(/\.manifest$/, '')}</span>,
      }))}
    />
  );
}
