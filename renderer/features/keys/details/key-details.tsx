import { ActionIcon, Button } from '@mantine/core';
import { IconTrash, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { KeyDetails, KeySource } from '../../../../shared/contract/keyspace.ts';
import { orpc } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../../components/form/command-line.tsx';
import { CopyButton } from '../../../components/form/copy-button.tsx';
import { count, duration } from '../../../lib/format.ts';
import type { Editing } from '../edit/use-editing.ts';
import { shown } from '../model/key-bytes.ts';
import { typeWords } from '../model/key-filter.ts';
import { lengthWords } from '../model/key-words.ts';
import { inputOf, type ValueTarget } from '../viewers/value-target.ts';
import * as detailsWords from '../words/details.ts';
import { ExpiryBadge } from './expiry-badge.tsx';
import { getLine } from './get-line.ts';
import { CopyMenu, KeyActions, ValueTool } from './key-actions.tsx';
import classes from './key-details.module.css';
import { KeyNameHeading } from './key-name-heading.tsx';
import { KeyValueView } from './key-value-view.tsx';

interface KeyDetailsPaneProps {
  readonly target: ValueTarget;
  readonly separator: string;
  readonly editing: Editing;
  readonly enabled: boolean;
  readonly stale: boolean;
  readonly onClose: () => void;
  readonly onRenamed: (to: ValueTarget['name']) => void;
}

const REFRESH_MS = 5000;

/** A key with its value. Mount it per key. */
export function KeyDetailsPane(props: KeyDetailsPaneProps) {
  const { target, separator, editing, enabled, stale, onClose } = props;
  const { data, error, refetch } = useQuery(
    orpc.keyspace.key.queryOptions({
      input: inputOf(target),
      enabled,
      // The idle time changes without a write.
      refetchInterval: ({ state }) => isLive(target.source) && state.status === 'success' && REFRESH_MS,
      meta: { doing: detailsWords.readTheKey, showsGone: true },
    }),
  );
  const isGone = error !== null && isMissingKey(error);
  const line = getLine(target);
  return (
    <aside
      className={classes.pane}
      aria-label={detailsWords.keyName(shown(target.name))}
      data-stale={stale || undefined}
    >
      <header className={classes.head}>
        <div className={classes.titleRow}>
          <KeyNameHeading name={target.name} separator={separator} />
          <CopyButton value={shown(target.name)} what={detailsWords.theKey} />
          <span className={classes.space} />
          {data && <ExpiryBadge expiresAt={data.expiresAt} />}
          {data && !isGone && editing.instance === null && <CopyMenu target={target} details={data} />}
          <ActionIcon variant="subtle" size={24} aria-label={detailsWords.closeTheDetails} onClick={onClose}>
            <IconX size={14} />
          </ActionIcon>
        </div>
        {data && !isGone && <Facts details={data} />}
        {data && !isGone && editing.instance !== null && <KeyActions {...props} details={data} />}
      </header>
      <div className={classes.body}>
        {isGone ? (
          <EmptyState
            icon={IconTrash}
            title={data ? detailsWords.thisKeyNoLongerExists : detailsWords.noSuchKey}
            text={whyGone(target, data !== undefined)}
            actions={<Button onClick={onClose}>{detailsWords.close}</Button>}
          />
        ) : error && !data ? (
          <ErrorState title={detailsWords.couldNotReadTheKey} error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <KeyValueView
            target={target}
            details={data}
            editing={editing}
            enabled={enabled}
            tools={<ValueTool {...props} details={data} />}
          />
        ) : (
          <SkeletonRows rows={8} rowHeight={30} widths={[100, 200]} />
        )}
      </div>
      {line !== null && (
        <footer className={classes.foot}>
          <CommandLine line={line} />
        </footer>
      )}
    </aside>
  );
}

/** A file or a backup may be missing, too. */
function isMissingKey(error: unknown): boolean {
  const { code, data } = reasonOf(error);
  return code === 'NOT_FOUND' && typeof data === 'object' && data !== null && Reflect.get(data, 'what') === 'key';
}

const isLive = ({ kind }: KeySource) => kind === 'instance';

function whyGone({ source, database }: ValueTarget, wasRead: boolean): string {
  if (!isLive(source)) return detailsWords.noKeyInFile;
  return wasRead ? detailsWords.itExpiredOrWasDeleted : detailsWords.itMayHaveExpiredOrBeenDeleted(database);
}

function Facts({ details }: { readonly details: KeyDetails }) {
  const { type, encoding, length, sizeBytes, database, idleSeconds, frequency, memoryBytes } = details;
  return (
    <p className={classes.facts}>
      <span>
        <strong>{typeWords[type]}</strong> {encoding === type ? '' : encoding}
      </span>
      {length !== null && <span>{lengthWords(type, length)}</span>}
      <span
        title={
          memoryBytes === null ? detailsWords.serialisedSizeOfKeyAndValue : detailsWords.sizeTooltip(count(sizeBytes))
        }
      >
        {memoryBytes === null
          ? detailsWords.sizeBytesSerialised(count(sizeBytes))
          : detailsWords.memoryBytesInMemory(count(memoryBytes))}
      </span>
      <span>{detailsWords.dbDatabase(database)}</span>
      {idleSeconds !== null && <span>{detailsWords.idleSeconds(duration(idleSeconds))}</span>}
      {frequency !== null && <span>{detailsWords.frequency(frequency)}</span>}
    </p>
  );
}
