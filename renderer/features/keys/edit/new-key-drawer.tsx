import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { reasonOf } from '../../../client/errors.ts';
import { FailureBox } from '../../../components/feedback/failure-box.tsx';
import { Drawer } from '../../../components/layout/drawer.tsx';
import { DrawerBody, DrawerFoot, DrawerForm } from '../../../components/layout/drawer-parts.tsx';
import { navigateTo } from '../../../lib/navigate.ts';
import { UndoWarning } from '../../activity/undo-warning.tsx';
import { nameOf } from '../model/key-bytes.ts';
import { typeWords } from '../model/key-filter.ts';
import { elementWord } from '../model/key-words.ts';
import { keysAddress, rootOf } from '../model/keys-address.ts';
import * as editWords from '../words/edit.ts';
import { draftOf, emptyDraft, parsedDraft, scoreProblem } from './bytes-draft.ts';
import { BytesField } from './bytes-field.tsx';
import { createKey } from './do-edit.ts';
import classes from './edit-forms.module.css';
import { expiryAt, expiryDraft } from './expiry-draft.ts';
import { ExpiryFields } from './expiry-fields.tsx';
import { type NewElement, type NewType, newKeyValue, newTypes } from './new-key.ts';

interface NewKeyDrawerProps {
  readonly instance: string;
  readonly database: number;
  readonly prefix: Bytes | null;
  readonly onClose: () => void;
}

const emptyElement: NewElement = { name: emptyDraft, value: emptyDraft, score: '0' };

/** Creates a key of any type. */
export function NewKeyDrawer({ instance, database: first, prefix, onClose }: NewKeyDrawerProps) {
  const [name, setName] = useState(() => (prefix ? draftOf(prefix) : emptyDraft));
  const [database, setDatabase] = useState<number | string>(first);
  const [type, setType] = useState<NewType>('string');
  const [elements, setElements] = useState<readonly NewElement[]>([emptyElement]);
  const [expiry, setExpiry] = useState(() => expiryDraft(null, Date.now()));
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const create = async () => {
    setPending(true);
    setError(null);
    try {
      const key = parsedDraft(name);
      if (typeof key === 'string') throw new Error(key);
      if (name.text === '') throw new Error(editWords.enterTheName);
      if (typeof database !== 'number') throw new Error(editWords.enterTheNumberOfADatabase);
      const at = database;
      const value = newKeyValue(type, type === 'string' ? elements.slice(0, 1) : elements);
      const expiresAt = expiryAt(expiry, Date.now());
      await createKey({ instance, database: at, key: nameOf(key), value, expiresAt }, () => undefined);
      onClose();
      navigateTo(
        keysAddress({
          ...rootOf({ kind: 'instance', instance }),
          database: at,
          prefix,
          key: { database: at, name: key },
        }),
      );
    } catch (failure) {
      setError(failure);
    } finally {
      setPending(false);
    }
  };
  const set = (at: number, next: Partial<NewElement>) =>
    setElements(elements.map((element, index) => (index === at ? { ...element, ...next } : element)));
  const shownElements = type === 'string' ? elements.slice(0, 1) : elements;
  return (
    <Drawer title={editWords.newKey} subtitle={editWords.onInstance(instance)} onClose={onClose}>
      <DrawerForm onSubmit={() => !pending && void create()}>
        <DrawerBody busy={pending}>
          <div className={classes.fields}>
            <BytesField label={editWords.key} autoFocus value={name} onChange={setName} />
            <div className={classes.amount}>
              <NumberInput
                label={editWords.database}
                min={0}
                allowDecimal={false}
                value={database}
                onChange={setDatabase}
              />
              <Select
                label={editWords.type}
                allowDeselect={false}
                data={newTypes.map((one) => ({ value: one, label: typeWords[one] }))}
                value={type}
                onChange={(value) => setType(newTypes.find((one) => one === value) ?? 'string')}
              />
            </div>
            {shownElements.map((element, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: elements have no other identity, and fields hold their text
              <ElementFields key={at} type={type} element={element} onChange={(next) => set(at, next)}>
                {shownElements.length > 1 && (
                  <ActionIcon
                    variant="subtle"
                    aria-label={editWords.removeTypeAt(elementWord(type), at + 1)}
                    onClick={() => setElements(elements.filter((_, index) => index !== at))}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                )}
              </ElementFields>
            ))}
            {type !== 'string' && (
              <Button
                variant="subtle"
                size="compact-xs"
                justify="flex-start"
                leftSection={<IconPlus size={14} />}
                onClick={() => setElements([...elements, emptyElement])}
              >
                {editWords.addPart(type === 'stream' ? editWords.field2 : elementWord(type))}
              </Button>
            )}
            <ExpiryFields value={expiry} onChange={setExpiry} />
            <UndoWarning opened />
            {error !== null && <FailureBox error={error}>{reasonOf(error).message}</FailureBox>}
          </div>
        </DrawerBody>
        <DrawerFoot hint={editWords.existingKeyIsKept}>
          <Button variant="default" onClick={onClose}>
            {editWords.cancel}
          </Button>
          <Button type="submit" loading={pending}>
            {editWords.createKey}
          </Button>
        </DrawerFoot>
      </DrawerForm>
    </Drawer>
  );
}

interface ElementFieldsProps {
  readonly type: NewType;
  readonly element: NewElement;
  readonly onChange: (next: Partial<NewElement>) => void;
  /** The button that removes it. */
  readonly children: React.ReactNode;
}

function ElementFields({ type, element, onChange, children }: ElementFieldsProps) {
  const isPair = type === 'hash' || type === 'stream';
  if (isPair || type === 'zset') {
    return (
      <div className={classes.pair}>
        {isPair ? (
          <BytesField label={editWords.field} value={element.name} onChange={(name) => onChange({ name })} />
        ) : (
          <TextInput
            label={editWords.score}
            value={element.score}
            error={scoreProblem(element.score)}
            onChange={(event) => onChange({ score: event.currentTarget.value })}
          />
        )}
        <BytesField
          label={isPair ? editWords.value : editWords.member}
          value={element.value}
          onChange={(value) => onChange({ value })}
        />
        {children}
      </div>
    );
  }
  const label = type === 'string' ? editWords.value : type === 'list' ? editWords.item : editWords.member;
  return (
    <div className={type === 'string' ? undefined : classes.single}>
      <BytesField
        label={label}
        lines={type === 'string' ? 6 : 1}
        value={element.value}
        onChange={(value) => onChange({ value })}
      />
      {children}
    </div>
  );
}
