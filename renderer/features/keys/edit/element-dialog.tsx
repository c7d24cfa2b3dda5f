import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails } from '../../../../shared/contract/keyspace.ts';
import { reasonOf } from '../../../client/errors.ts';
import { shown } from '../model/key-bytes.ts';
import { elementWord } from '../model/key-words.ts';
import type { ElementTarget } from '../viewers/elements.ts';
import * as editWords from '../words/edit.ts';
import { emptyDraft, scoreProblem } from './bytes-draft.ts';
import { BytesField } from './bytes-field.tsx';
import { changeKey, short } from './do-edit.ts';
import classes from './edit-forms.module.css';
import { additionOf, changeOf, type ElementDraft, elementDraft, emptyElement, readCurrent } from './element-change.ts';
import { KeyChangeDialog } from './key-change-dialog.tsx';
import type { LiveKey } from './key-dialog-state.ts';

type ElementDialogProps = {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly of: LiveKey;
} & (
  | { readonly details: KeyDetails; readonly element: ElementTarget; readonly adds?: undefined }
  | { readonly adds: KeyType; readonly details?: undefined; readonly element?: undefined }
);

/** Changes an element of a value, or adds one. */
export function ElementDialog(props: ElementDialogProps) {
  const { opened, onClose, of, adds, element, details } = props;
  const [draft, setDraft] = useState<ElementDraft>(emptyElement);
  const [fingerprint, setFingerprint] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<string | null>('');
  useEffect(() => {
    if (!opened) return;
    setDraft(element ? elementDraft(element) : emptyElement);
    setFingerprint(undefined);
    setProblem(element ? '' : null);
    if (!element || !details) return;
    let isCurrent = true;
    readCurrent(of, details, element).then(
      (current) => {
        if (!isCurrent) return;
        setFingerprint(current.fingerprint);
        setDraft(elementDraft(current.target));
        setProblem(null);
      },
      (error) => isCurrent && setProblem(reasonOf(error).message),
    );
    return () => {
      isCurrent = false;
    };
  }, [opened, of, details, element]);
  const type = adds ?? details?.type ?? 'hash';
  const word = elementWord(type);
  const name = element?.kind === 'field' ? shown(element.field) : null;
  return (
    <KeyChangeDialog
      opened={opened}
      onClose={onClose}
      size={520}
      title={
        adds
          ? editWords.addElementTo(word, short(of.name))
          : name === null
            ? editWords.changeWord(word)
            : editWords.changeName(name)
      }
      confirmLabel={adds ? editWords.addWord(word) : editWords.changeWord(word)}
      blocked={problem}
      onConfirm={async (onProgress) => {
        const change = element ? changeOf(element, draft) : additionOf(type, draft);
        const what = (adds ? editWords.addedElement : editWords.changedElement)(word, short(of.name));
        await changeKey(of, change, what, { fingerprint, onProgress });
      }}
    >
      <div className={classes.fields}>
        <Fields type={type} adds={adds !== undefined} draft={draft} onChange={setDraft} />
      </div>
    </KeyChangeDialog>
  );
}

interface FieldsProps {
  readonly type: KeyType;
  readonly adds: boolean;
  readonly draft: ElementDraft;
  readonly onChange: (draft: ElementDraft) => void;
}

function Fields({ type, adds, draft, onChange }: FieldsProps) {
  if (type === 'stream') return <PairFields pairs={draft.pairs} onChange={(pairs) => onChange({ ...draft, pairs })} />;
  const isMember = type === 'set' || type === 'zset';
  return (
    <>
      {type === 'hash' && (
        <BytesField
          label={editWords.field}
          autoFocus={adds}
          disabled={!adds}
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
        />
      )}
      <BytesField
        label={isMember ? editWords.member : editWords.value}
        autoFocus={!isMember && (!adds || type === 'list')}
        disabled={isMember && !adds}
        lines={isMember ? 1 : 4}
        value={draft.value}
        onChange={(value) => onChange({ ...draft, value })}
      />
      {type === 'zset' && (
        <TextInput
          label={editWords.score}
          data-autofocus={!adds || undefined}
          value={draft.score}
          error={scoreProblem(draft.score)}
          onChange={(event) => onChange({ ...draft, score: event.currentTarget.value })}
        />
      )}
      {type === 'list' && adds && (
        <SegmentedControl
          aria-label={editWords.endOfTheList}
          size="xs"
          value={draft.end}
          onChange={(end) => onChange({ ...draft, end: end === 'head' ? 'head' : 'tail' })}
          data={[
            { value: 'head', label: editWords.atTheHead },
            { value: 'tail', label: editWords.atTheTail },
          ]}
        />
      )}
    </>
  );
}

interface PairFieldsProps {
  readonly pairs: ElementDraft['pairs'];
  readonly onChange: (pairs: ElementDraft['pairs']) => void;
}

/** The fields of a stream entry. */
export function PairFields({ pairs, onChange }: PairFieldsProps) {
  const set = (at: number, next: Partial<ElementDraft['pairs'][number]>) =>
    onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...next } : pair)));
  return (
    <>
      {pairs.map((pair, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no other identity, and fields hold their own text
        <div key={at} className={classes.pair}>
          <BytesField
            label={editWords.field}
            autoFocus={at === 0}
            value={pair.field}
            onChange={(field) => set(at, { field })}
          />
          <BytesField label={editWords.value} value={pair.value} onChange={(value) => set(at, { value })} />
          <ActionIcon
            variant="subtle"
            aria-label={editWords.removeFieldAt(at + 1)}
            disabled={pairs.length === 1}
            onClick={() => onChange(pairs.filter((_, index) => index !== at))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={14} />}
        justify="flex-start"
        onClick={() => onChange([...pairs, { field: emptyDraft, value: emptyDraft }])}
      >
        {editWords.addField}
      </Button>
    </>
  );
}
