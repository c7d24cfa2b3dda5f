import { ActionIcon, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import type { Ref } from 'react';
import { count } from '../../lib/format.ts';
import classes from './log-filters.module.css';
import * as logsWords from './words.ts';

interface LogSearchFieldProps {
  readonly field: Ref<HTMLInputElement>;
  readonly wanted: string;
  readonly onWanted: (wanted: string) => void;
  readonly matches: readonly number[];
  /** The index of the current match. */
  readonly at: number | null;
  readonly onMove: (direction: 1 | -1) => void;
}

/** Finds text in the shown lines and moves between matches. */
export function LogSearchField({ field, wanted, onWanted, matches, at, onMove }: LogSearchFieldProps) {
  const place = at === null ? -1 : matches.indexOf(at);
  const none = matches.length === 0;
  const of = place === -1 ? '' : logsWords.placeOf(count(place + 1));
  const position = wanted === '' ? '' : none ? logsWords.none : `${of}${count(matches.length)}`;
  return (
    <>
      <TextInput
        ref={field}
        className={classes.search ?? ''}
        aria-label={logsWords.findInTheseLines}
        placeholder={logsWords.find}
        leftSection={<IconSearch size={14} />}
        rightSectionWidth={108}
        rightSectionProps={{ className: classes.places ?? '' }}
        rightSection={
          <output className={classes.found} aria-label={logsWords.matchesFound}>
            {position}
          </output>
        }
        spellCheck={false}
        value={wanted}
        onChange={(event) => onWanted(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onMove(event.shiftKey ? 1 : -1);
          if (event.key === 'Escape') onWanted('');
        }}
      />
      <Tooltip label={logsWords.previousMatchEnter}>
        <ActionIcon aria-label={logsWords.previousMatch} disabled={none} onClick={() => onMove(-1)}>
          <IconChevronUp size={14} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={logsWords.nextMatchShiftEnter}>
        <ActionIcon aria-label={logsWords.nextMatch} disabled={none} onClick={() => onMove(1)}>
          <IconChevronDown size={14} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
