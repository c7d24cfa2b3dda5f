import { useEffect, useState } from 'react';
import type { KeyChange } from '../../../../shared/contract/key-change.ts';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes } from '../../../lib/format.ts';
import { nameOf, shown } from '../model/key-bytes.ts';
import * as editWords from '../words/edit.ts';
import { type BytesDraft, draftOf, parsedDraft } from './bytes-draft.ts';
import { BytesField } from './bytes-field.tsx';
import { changeKey, changeMany, short } from './do-edit.ts';
import classes from './edit-forms.module.css';
import { type ExpiryDraft, expiryAt, expiryDraft } from './expiry-draft.ts';
import { ExpiryFields } from './expiry-fields.tsx';
import { KeyChangeDialog } from './key-change-dialog.tsx';
import type { LiveKey, ManyKeys } from './key-dialog-state.ts';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface OneKeyProps extends DialogProps {
  readonly target: LiveKey;
}

export function RenameDialog({
  target,
  onRenamed,
  ...dialog
}: OneKeyProps & { readonly onRenamed: (to: Bytes) => void }) {
  const { opened } = dialog;
  const { name } = target;
  const [draft, setDraft] = useState<BytesDraft>(() => draftOf(name));
  useEffect(() => {
    if (opened) setDraft(draftOf(name));
  }, [opened, name]);
  return (
    <KeyChangeDialog
      {...dialog}
      title={editWords.renameName(short(name))}
      confirmLabel={editWords.rename}
      onConfirm={async (onProgress) => {
        const to = parsedDraft(draft);
        if (typeof to === 'string') throw new Error(to);
        if (draft.text === '') throw new Error(editWords.enterTheNewName);
        await changeKey(target, { kind: 'rename', to: nameOf(to) }, editWords.renamedNameTo(short(name), short(to)), {
          onProgress,
        });
        onRenamed(to);
      }}
    >
      <BytesField
        label={editWords.newName}
        autoFocus
        value={draft}
        onChange={setDraft}
        description={editWords.existingKeyIsKept}
      />
    </KeyChangeDialog>
  );
}

function useExpiryDraft(opened: boolean, expiresAt: string | null) {
  const [draft, setDraft] = useState<ExpiryDraft>(() => expiryDraft(expiresAt, Date.now()));
  useEffect(() => {
    if (opened) setDraft(expiryDraft(expiresAt, Date.now()));
  }, [opened, expiresAt]);
  return [draft, setDraft] as const;
}

interface ExpiryDialogProps extends OneKeyProps {
  /** Of a hash; left out: the expiry of the key. */
  readonly field?: Bytes;
  readonly expiresAt: string | null;
}

export function ExpiryDialog({ target, field, expiresAt, ...dialog }: ExpiryDialogProps) {
  const [draft, setDraft] = useExpiryDraft(dialog.opened, expiresAt);
  const key = short(target.name);
  const name = field ? editWords.fieldOfKey(short(field), key) : key;
  return (
    <KeyChangeDialog
      {...dialog}
      title={editWords.expiryOfName(name)}
      confirmLabel={editWords.setExpiry}
      onConfirm={async (onProgress) => {
        const at = expiryAt(draft, Date.now());
        const change: KeyChange = field ? { kind: 'expire-field', field, at } : { kind: 'expire', at };
        await changeKey(target, change, editWords.changedTheExpiryOfName(name), { onProgress });
      }}
    >
      <ExpiryFields of={field ? 'field' : 'key'} value={draft} onChange={setDraft} />
    </KeyChangeDialog>
  );
}

export function ExpiryManyDialog({ many, ...dialog }: DialogProps & { readonly many: ManyKeys }) {
  const [draft, setDraft] = useExpiryDraft(dialog.opened, null);
  return (
    <KeyChangeDialog
      {...dialog}
      title={editWords.expiryOfCounted(counted(many.keys, 'key'))}
      confirmLabel={editWords.setExpiryOfCounted(counted(many.keys, 'key'))}
      destructive
      onConfirm={(onProgress) => changeMany(many, { kind: 'expire', at: expiryAt(draft, Date.now()) }, onProgress)}
    >
      <p style={{ marginBottom: 12 }}>
        <ManyWords many={many} />
        {editWords.getTheSameExpiryUndoBrings}
      </p>
      <ExpiryFields value={draft} onChange={setDraft} />
    </KeyChangeDialog>
  );
}

export function DeleteManyDialog({ many, ...dialog }: DialogProps & { readonly many: ManyKeys }) {
  const more = many.keys - many.examples.length;
  return (
    <KeyChangeDialog
      {...dialog}
      title={editWords.deleteCounted(counted(many.keys, 'key'))}
      confirmLabel={editWords.deleteCounted2(counted(many.keys, 'key'))}
      destructive
      onConfirm={(onProgress) => changeMany(many, { kind: 'delete' }, onProgress)}
    >
      <ManyWords many={many} />
      {editWords.ofInstanceAreDeletedTheirValues(many.instance)}
      <ul className={classes.names} aria-label={editWords.examples}>
        {many.examples.map(({ database, key }) => (
          <li key={`${database} ${shown(key)}`}>{shown(key)}</li>
        ))}
        {more > 0 && many.examples.length > 0 && (
          <li className="text-3">{editWords.andCounted(counted(more, 'moreKey'))}</li>
        )}
      </ul>
    </KeyChangeDialog>
  );
}

function ManyWords({ many: { keys, sizeBytes, where } }: { readonly many: ManyKeys }) {
  return (
    <>
      <strong>{counted(keys, 'key')}</strong>
      {sizeBytes !== null && ` (${bytes(sizeBytes)})`}
      {where && ` ${where}`}
    </>
  );
}
