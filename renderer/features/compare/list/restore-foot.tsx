import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { DifferenceFilter } from '../../../../shared/contract/compare.ts';
import { useAppMutation } from '../../../client/app-mutation.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { openRestoreKeys } from '../../keys/restore/restore-keys-dialog-state.ts';
import { type Choice, chosenBytes, chosenKeys, MAX_NAMED, nothingChosen } from '../model/choice.ts';
import type { ChosenPlace } from '../model/compare-address.ts';
import * as listsWords from '../words/lists.ts';
import { type Chosen, chosenTask } from './chosen-task.ts';
import classes from './difference-list.module.css';
import type { DifferencePages } from './use-difference-pages.ts';

interface RestoreFootProps {
  readonly place: ChosenPlace;
  readonly filter: DifferenceFilter;
  readonly pages: DifferencePages;
  readonly choice: Choice;
  /** Keys of the filter that can be restored. */
  readonly restorable: number;
  readonly onChoice: (choice: Choice) => void;
  readonly onRestored: () => void;
}

/** Restores the chosen keys, or all that the list shows. */
export function RestoreFoot({ place, filter, pages, choice, restorable, onChoice, onRestored }: RestoreFootProps) {
  const restore = useAppMutation({
    doing: listsWords.readTheKeysToRestore,
    run: (chosen: Chosen) => chosenTask(place, chosen),
    onSuccess: (task) =>
      openRestoreKeys({
        ...task,
        onDone: () => {
          onChoice(nothingChosen);
          onRestored();
        },
      }),
  });
  const isChoice = choice !== nothingChosen;
  const shownKinds = { kinds: place.kinds, hideExpired: filter.hideExpired };
  const keys = isChoice ? chosenKeys(choice, restorable, shownKinds) : restorable;
  const sizeBytes = isChoice ? (choice.all === null ? chosenBytes(choice) : pages.bytesBefore) : pages.bytesBefore;
  const tooMany = choice.except.size > 0 && keys > MAX_NAMED;
  if (pages.total === null) return <footer className={classes.foot} />;
  return (
    <footer className={classes.foot}>
      <span className={classes.matching}>
        {isChoice ? (
          <>
            <strong>{listsWords.chosen(counted(keys, 'key'))}</strong>
            {sizeBytes !== null && <span className="text-3"> {bytes(sizeBytes)}</span>}
            {tooMany && ` · ${listsWords.tooManyToLeaveOut}`}
          </>
        ) : (
          listsWords.matching(counted(pages.total, 'key'), bytes(pages.bytesBefore))
        )}
      </span>
      {isChoice && (
        <Button variant="subtle" onClick={() => onChoice(nothingChosen)}>
          {listsWords.clear}
        </Button>
      )}
      {keys > 0 && (
        <Button
          leftSection={<IconArrowBackUp size={14} />}
          onClick={() => restore.mutate({ choice, filter, keys })}
          loading={restore.isPending}
          disabled={tooMany}
        >
          {isChoice ? listsWords.restoreKeys(counted(keys, 'key')) : listsWords.restoreAll(counted(keys, 'key'))}
        </Button>
      )}
    </footer>
  );
}
