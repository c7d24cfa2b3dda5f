import { Button, Switch } from '@mantine/core';
import { IconArrowBackUp, IconExternalLink, IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ComparedKey, ValueDifference } from '../../../../shared/contract/compare.ts';
import type { KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { SidePane } from '../../../components/layout/side-pane.tsx';
import { bytes, fullTime } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { historyAddress } from '../../keys/model/history-address.ts';
import { nameOf, shown } from '../../keys/model/key-bytes.ts';
import { typeWords } from '../../keys/model/key-filter.ts';
import { keysAddress, rootOf } from '../../keys/model/keys-address.ts';
import { openRestoreKeys } from '../../keys/restore/restore-keys-dialog-state.ts';
import { isRestorable } from '../model/choice.ts';
import { type ChosenPlace, compareAddress } from '../model/compare-address.ts';
import { compareLine } from '../model/compare-line.ts';
import { differenceStyles } from '../model/compare-words.ts';
import { restoreTask } from '../model/restorable.ts';
import * as listsWords from '../words/lists.ts';
import * as pageWords from '../words/page.ts';
import classes from './difference-details.module.css';
import { DifferenceRows } from './difference-rows.tsx';

interface DifferenceDetailsProps {
  readonly place: ChosenPlace;
  readonly opened: NonNullable<ChosenPlace['key']>;
  readonly revision: number;
  /** Compares again after a restore. */
  readonly onRestored: () => void;
}

/** One key: what differs, and the difference of its values. */
export function DifferenceDetails({ place, opened, revision, onRestored }: DifferenceDetailsProps) {
  const [withSame, setWithSame] = useState(false);
  const { before, after } = place;
  const query = useInfiniteQuery(
    orpc.compare.value.infiniteOptions({
      input: (position: string | undefined) => ({
        ...{ before, after, database: opened.database, key: nameOf(opened.name), withSame },
        ...(position !== undefined && { position }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last: ValueDifference) => last.next ?? undefined,
      meta: { doing: pageWords.readTheComparison },
      context: { revision },
    }),
  );
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const first = data?.pages[0];
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const title = shown(opened.name);
  const line = compareLine(place, opened);
  const instance = [after, before].flatMap((side) => ('instance' in side ? [side.instance] : []))[0];
  const restore = (item: ComparedKey) =>
    openRestoreKeys({
      ...restoreTask(place, [item.change], {
        selection: { keys: [{ database: opened.database, key: nameOf(opened.name) }] },
        keys: 1,
      }),
      onDone: onRestored,
    });
  return (
    <SidePane
      label={listsWords.differenceOf(title)}
      title={title}
      head={first && <Head difference={first} />}
      foot={line && <CommandLine line={line} />}
      onClose={() => navigateTo(compareAddress({ ...place, key: null }))}
    >
      <div className={classes.tools}>
        <Switch
          size="xs"
          label={listsWords.showEqualRows}
          checked={withSame}
          onChange={(event) => setWithSame(event.currentTarget.checked)}
        />
        {first?.item.before && <KeysLink source={before} opened={opened} label={listsWords.openInKeys} />}
        {first?.item.after && <KeysLink source={after} opened={opened} label={listsWords.openAfterInKeys} />}
        {instance !== undefined && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconHistory size={14} />}
            onClick={() => navigateTo(historyAddress({ instance, ...opened }))}
          >
            {listsWords.history}
          </Button>
        )}
        {first && isRestorable(first.item.change) && (
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => restore(first.item)}
          >
            {listsWords.restoreThisKey}
          </Button>
        )}
      </div>
      {error !== null && first === undefined ? (
        <ErrorState title={listsWords.couldNotReadTheDifference} error={error} onRetry={() => void refetch()} />
      ) : first === undefined ? (
        <SkeletonRows rows={8} rowHeight={24} widths={[60, 200]} />
      ) : first.isOtherType ? (
        <p className={classes.note}>
          {listsWords.otherType(first.item.before?.type ?? '', first.item.after?.type ?? '')}
        </p>
      ) : rows.length === 0 && !hasNextPage ? (
        <p className={classes.note}>
          {first.item.change === 'changed' ? listsWords.noRowDiffers : listsWords.onlyThePackingDiffers}
        </p>
      ) : (
        <DifferenceRows rows={rows} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {listsWords.showNextRows}
        </Button>
      )}
    </SidePane>
  );
}

function Head({ difference: { item, rowCounts } }: { readonly difference: ValueDifference }) {
  const { before, after, change, database } = item;
  const { word } = differenceStyles[change];
  const sizes = [before, after].map((side) => (side === null ? listsWords.noExpiry : bytes(side.sizeBytes)));
  const expiries = [before, after].map((side) => (side?.expiresAt ? fullTime(side.expiresAt) : listsWords.noExpiry));
  const state = before ?? after;
  return (
    <div className={classes.facts}>
      <span className={classes.kind} data-kind={change}>
        {word}
      </span>
      <span>{state && typeWords[state.type]}</span>
      <span>{listsWords.sizeChange(sizes[0] ?? '', sizes[1] ?? '')}</span>
      <span>{listsWords.database(database)}</span>
      {expiries[0] !== expiries[1] && <span>{listsWords.expiryChange(expiries[0] ?? '', expiries[1] ?? '')}</span>}
      {rowCounts && <span>{`−${rowCounts.removed} +${rowCounts.added} ~${rowCounts.changed}`}</span>}
    </div>
  );
}

interface KeysLinkProps {
  readonly source: KeySource;
  readonly opened: DifferenceDetailsProps['opened'];
  readonly label: string;
}

function KeysLink({ source, opened, label }: KeysLinkProps) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      leftSection={<IconExternalLink size={14} />}
      onClick={() => navigateTo(keysAddress({ ...rootOf(source), key: opened }))}
    >
      {label}
    </Button>
  );
}
