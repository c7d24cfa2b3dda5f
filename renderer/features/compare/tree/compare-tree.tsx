import { IconChevronDown, IconChevronRight, IconDatabase } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { Comparison, DifferenceCounts } from '../../../../shared/contract/compare.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { orpc } from '../../../client/api.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { PlainCheckbox } from '../../../components/table/plain-checkbox.tsx';
import { count } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { useStore } from '../../../lib/store.ts';
import { idOf, nameOf, sameBytes, shown } from '../../keys/model/key-bytes.ts';
import { separatorStore } from '../../keys/page/keys-actions.ts';
import {
  type Choice,
  coveringFolder,
  isFolderChosen,
  nothingChosen,
  restorableKeys,
  toggledFolder,
} from '../model/choice.ts';
import { type ChosenPlace, compareAddress } from '../model/compare-address.ts';
import * as listsWords from '../words/lists.ts';
import * as pageWords from '../words/page.ts';
import classes from './compare-tree.module.css';

/** Folders of one level that are shown first. */
const PAGE = 100;
/** How many folders one request returns, and how many are added at a time. */
const MAX_PAGE = 1000;

interface CompareTreeProps {
  readonly place: ChosenPlace;
  readonly state: Comparison;
  readonly hideExpired: boolean;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

interface Folder {
  readonly database: number;
  readonly prefix: Bytes | null;
}

/** The titles of the columns, by the kind of difference. */
const kindTitles = {
  removed: pageWords.removed,
  added: pageWords.added,
  changed: pageWords.changed,
  expiry: pageWords.expiry,
};

/** The differences by database and prefix. Equal ones stay visible, in grey. */
export function CompareTree({ place, state, hideExpired, choice, onChoice }: CompareTreeProps) {
  const { expired } = state.counts;
  return (
    <nav className={classes.tree} aria-label={listsWords.databasesAndPrefixes}>
      <div className={classes.head}>
        <span className={classes.name}>{listsWords.prefix}</span>
        {Object.entries(kindTitles).map(([kind, title]) => (
          <span key={kind} className={classes.figure} data-kind={kind}>
            {title}
          </span>
        ))}
      </div>
      <div className={classes.scroll}>
        <ul>
          {state.databases.map(({ index, counts }) => (
            <Node
              key={index}
              folder={{ database: index, prefix: null }}
              label={listsWords.database(index)}
              level={0}
              counts={counts}
              isOpenAtFirst={state.databases.length === 1 || place.database === index}
              {...{ place, hideExpired, choice, onChoice }}
            />
          ))}
        </ul>
      </div>
      <p className={classes.foot}>
        {listsWords.onlyTheFirstSide}
        {hideExpired && expired > 0 && ` ${listsWords.expiredAreHidden(count(expired))}`}
      </p>
    </nav>
  );
}

interface NodeProps {
  readonly folder: Folder;
  readonly label: string;
  readonly level: number;
  readonly counts: DifferenceCounts;
  readonly isOpenAtFirst: boolean;
  readonly place: ChosenPlace;
  readonly hideExpired: boolean;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function Node(props: NodeProps) {
  const { folder, label, level, counts, isOpenAtFirst, place, hideExpired, choice, onChoice } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const { database, prefix } = folder;
  const isSelected = place.database === database && sameBytes(place.prefix, prefix);
  const removed = hideExpired ? counts.removed - counts.expired : counts.removed;
  const isEqual = removed + counts.added + counts.changed + counts.expiryOnly === 0;
  const isChosen = isFolderChosen(choice, folder);
  const covering = isChosen ? null : coveringFolder(choice, folder);
  const canRestore = restorableKeys(counts, { kinds: place.kinds, hideExpired }) > 0;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const select = () => {
    const at = isSelected ? { database: null, prefix: null } : folder;
    navigateTo(compareAddress({ ...place, ...at }));
  };
  return (
    <li>
      <div className={classes.row} data-selected={isSelected || undefined} data-equal={isEqual || undefined}>
        <button
          type="button"
          className={classes.chevron}
          style={{ marginLeft: level * 16 }}
          aria-label={listsWords.foldersBelow(label)}
          aria-expanded={isOpen}
          disabled={isEqual}
          onClick={() => setOpen(!isOpen)}
        >
          {!isEqual && <Chevron size={14} aria-hidden="true" />}
        </button>
        <PlainCheckbox
          label={listsWords.chooseKeysOf(label)}
          title={covering === null ? undefined : listsWords.chosenWith(covering)}
          checked={isChosen || covering !== null}
          disabled={covering !== null || !canRestore}
          onChange={() => onChoice(toggledFolder(choice.all === null ? choice : nothingChosen, { ...folder, counts }))}
        />
        <button type="button" className={classes.name} aria-pressed={isSelected} title={label} onClick={select}>
          {prefix === null && <IconDatabase size={14} aria-hidden="true" />}
          <span className={classes.label}>{label}</span>
          {isEqual ? (
            <span className={classes.equal}>{listsWords.equal}</span>
          ) : (
            <>
              <Figure value={removed} sign="−" tone="removed" />
              <Figure value={counts.added} sign="+" tone="added" />
              <Figure value={counts.changed} sign="~" tone="changed" />
              <Figure value={counts.expiryOnly} sign="" tone="expiry" />
            </>
          )}
        </button>
      </div>
      {isOpen && !isEqual && <Children {...{ folder, level, place, hideExpired, choice, onChoice }} />}
    </li>
  );
}

function Figure({ value, sign, tone }: { readonly value: number; readonly sign: string; readonly tone: string }) {
  return (
    <span className={classes.figure} data-kind={tone} data-tone={tone}>
      {value > 0 && `${sign}${count(value)}`}
    </span>
  );
}

type ChildrenProps = Pick<NodeProps, 'folder' | 'level' | 'place' | 'hideExpired' | 'choice' | 'onChoice'>;

function Children({ folder: { database, prefix }, level, place, hideExpired, ...chosen }: ChildrenProps) {
  const [limit, setLimit] = useState(PAGE);
  const separator = useStore(separatorStore) || ':';
  const { before, after } = place;
  const below = prefix === null ? {} : { prefix: nameOf(prefix) };
  const parts = useQueries({
    queries: Array.from({ length: Math.ceil(limit / MAX_PAGE) }, (_, at) => {
      const page = { offset: at * MAX_PAGE, limit: Math.min(MAX_PAGE, limit - at * MAX_PAGE) };
      return orpc.compare.folder.queryOptions({
        input: { before, after, database, ...below, separator, hideExpired, ...page },
        meta: { doing: pageWords.readTheComparison },
        placeholderData: (former) => former,
      });
    }),
  });
  const failed = parts.find(({ error }) => error !== null);
  if (failed?.error) {
    const { error, refetch } = failed;
    return <ErrorState title={listsWords.couldNotReadTheFolders} error={error} onRetry={() => void refetch()} />;
  }
  const folders = parts.flatMap(({ data }) => data?.folders ?? []);
  const left = (parts[0]?.data?.totalFolders ?? 0) - folders.length;
  const next = limit < MAX_PAGE ? Math.min(MAX_PAGE, limit + 3 * PAGE) : limit + MAX_PAGE;
  const start = prefix === null ? 0 : shown(prefix).length;
  return (
    <ul>
      {folders.map(({ prefix: name, counts }) => (
        <Node
          key={idOf(name)}
          folder={{ database, prefix: name }}
          label={shown(name).slice(start)}
          level={level + 1}
          counts={counts}
          isOpenAtFirst={false}
          {...{ place, hideExpired, ...chosen }}
        />
      ))}
      {left > 0 && (
        <li>
          <button type="button" className={classes.more} onClick={() => setLimit(next)}>
            {listsWords.showMore(count(Math.min(left, next - limit)), left > next - limit ? count(left) : null)}
          </button>
        </li>
      )}
    </ul>
  );
}
