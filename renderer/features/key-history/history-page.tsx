import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconChevronLeft, IconEye, IconHistory } from '@tabler/icons-react';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeyVersion } from '../../../shared/contract/key-history.ts';
import { EmptyState } from '../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../components/feedback/skeleton-rows.tsx';
import { CommandLine } from '../../components/form/command-line.tsx';
import { counted } from '../../lib/counted.ts';
import { count } from '../../lib/format.ts';
import { navigateTo } from '../../lib/navigate.ts';
import { terminalLine } from '../../lib/terminal-line.ts';
import { instanceFlag } from '../instances/commands/instance-commands.ts';
import { type HistoryPlace, historyPlace } from '../keys/model/history-address.ts';
import { nameOf, shown } from '../keys/model/key-bytes.ts';
import { type KeysSearch, keysAddress, rootOf } from '../keys/model/keys-address.ts';
import { openRestoreKeys } from '../keys/restore/restore-keys-dialog-state.ts';
import { RestoreKeysDialogs } from '../keys/restore/restore-keys-dialogs.tsx';
import classes from './history-page.module.css';
import { Timeline } from './timeline.tsx';
import { useKeyHistory } from './use-key-history.ts';
import { VersionDiff } from './version-diff.tsx';
import { VersionList } from './version-list.tsx';
import * as historyWords from './words.ts';

/** Every version of one key of an instance. */
export function HistoryPage() {
  const { id = '' } = useParams({ strict: false });
  const search: KeysSearch = useSearch({ strict: false });
  const place = historyPlace(id, search);
  if (place === null)
    return <EmptyState wholePage icon={IconHistory} title={historyWords.keyHistory} text={historyWords.chooseAKey} />;
  return <History key={JSON.stringify(place)} place={place} />;
}

/** The indexes of the two selected versions in the list; null: the newest two. */
type Chosen = readonly [before: number, after: number] | null;

function History({ place }: { readonly place: HistoryPlace }) {
  const { state, error, retry } = useKeyHistory(place);
  const [chosen, setChosen] = useState<Chosen>(null);
  const versions = state?.versions ?? null;
  const inKeys = {
    ...rootOf({ kind: 'instance', instance: place.instance }),
    ...{ database: place.database, key: { database: place.database, name: place.name } },
  };
  const [before, after] = selectionOf(versions, chosen);
  const restorable = restorableOf(versions, before, after);
  return (
    <>
      <header className={classes.head}>
        <ActionIcon variant="subtle" aria-label={historyWords.back} onClick={() => navigateTo(keysAddress(inKeys))}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <h1>{historyWords.keyHistory}</h1>
        <span className={classes.key} title={shown(place.name)}>
          {shown(place.name)}
        </span>
        <span className="text-3">db{place.database}</span>
        <span className={classes.summary}>{summaryOf(state)}</span>
        <Button variant="default" leftSection={<IconEye size={14} />} onClick={() => navigateTo(keysAddress(inKeys))}>
          {historyWords.openInKeys}
        </Button>
      </header>
      {error !== null && <ErrorState title={historyWords.couldNotReadTheHistory} error={error} onRetry={retry} />}
      {error === null && versions === null && <SkeletonRows rows={12} />}
      {versions !== null && (
        <>
          <Timeline versions={versions} notes={notesOf(state)} />
          <div className={classes.panes}>
            <VersionList
              versions={versions}
              before={before}
              after={after}
              onSelect={(version) => setChosen(nextChoice(before, after, version))}
            />
            <section className={classes.detail} aria-label={historyWords.compared}>
              <VersionDiff place={place} before={versions[before] ?? null} after={versions[after] ?? null} />
              <footer className={classes.foot}>
                <p className={classes.calm}>
                  <strong>{restorable && historyWords.replacesLive}</strong>
                  {restorable && historyWords.undoRestores}
                </p>
                <CommandLine
                  line={terminalLine('key-history', {
                    ...instanceFlag(place.instance),
                    database: place.database === 0 ? null : place.database,
                    ...('text' in place.name ? { key: place.name.text } : { 'key-base64': place.name.base64 }),
                  })}
                />
                {restorable && (
                  <Button leftSection={<IconArrowBackUp size={14} />} onClick={() => restore(place, restorable, retry)}>
                    {historyWords.restoreVersion(restorable.number ?? 0)}
                  </Button>
                )}
              </footer>
            </section>
          </div>
        </>
      )}
      <RestoreKeysDialogs />
    </>
  );
}

function summaryOf(state: ReturnType<typeof useKeyHistory>['state']): string {
  if (state === null) return '';
  const { versions, indexed, total, unread, liveProblem } = state;
  if (versions === null) return historyWords.readingBackups(count(indexed), count(total));
  const values = versions.filter(({ number }) => number !== null).length;
  const backups = counted(total - unread.length, 'backup');
  return historyWords.versionsIn(counted(values, 'version'), backups, liveProblem === null);
}

function notesOf(state: ReturnType<typeof useKeyHistory>['state']): readonly string[] {
  if (state === null) return [];
  const { leftOut, unread, liveProblem } = state;
  return [
    ...(leftOut.length > 0 ? [historyWords.importedLeftOut(leftOut.join(', '))] : []),
    ...(unread.length > 0 ? [historyWords.unreadBackups(unread.map(({ backup }) => backup).join(', '))] : []),
    ...(liveProblem === null ? [] : [historyWords.withoutLive(liveProblem)]),
  ];
}

function selectionOf(versions: readonly KeyVersion[] | null, chosen: Chosen): readonly [number, number] {
  if (chosen !== null) return chosen;
  const last = (versions?.length ?? 1) - 1;
  return [Math.max(0, last - 1), last];
}

/** The new version replaces the one that was selected first. */
function nextChoice(before: number, after: number, version: number): Chosen {
  if (version === before || version === after) return [before, after];
  return version < after ? [version, after] : [after, version];
}

/** The older selected version that a backup contains and that is not live now. */
function restorableOf(versions: readonly KeyVersion[] | null, before: number, after: number): KeyVersion | null {
  const isRestorable = ({ number, seen }: KeyVersion) =>
    number !== null && seen.some(({ backup }) => backup !== null) && seen.every(({ backup }) => backup !== null);
  return [versions?.[before], versions?.[after]].find((one) => one !== undefined && isRestorable(one)) ?? null;
}

function restore({ instance, database, name }: HistoryPlace, { seen }: KeyVersion, onDone: () => void): void {
  const backup = seen.at(-1)?.backup;
  if (backup == null) return;
  openRestoreKeys({
    source: { kind: 'backup', instance, name: backup },
    sourceTitle: backup,
    selection: { keys: [{ database, key: nameOf(name) }] },
    keys: 1,
    into: instance,
    existing: 'replace',
    flags: 'text' in name ? { key: name.text, database: String(database) } : null,
    onDone,
  });
}
