import { useEffect, useState } from 'react';
import type { Bytes } from '../../../../shared/contract/keyspace.ts';
import { counted } from '../../../../shared/format/count.ts';
import { ConfirmDialog } from '../../../components/feedback/confirm-dialog.tsx';
import { bytes } from '../../../lib/format.ts';
import { nameOf, shown } from '../model/key-bytes.ts';
import { type BytesDraft, draftOf, parsedDraft } from './bytes-draft.ts';
import { BytesField } from './bytes-field.tsx';
import { changeKey, changeMany, short } from './do-edit.ts';
import classes from './edit-forms.module.css';
import { type ExpiryDraft, expiryAt, expiryDraft } from './expiry-draft.ts';
import { ExpiryFields } from './expiry-fields.tsx';
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
    <ConfirmDialog
      {...dialog}
      title={`Rename ${short(name)}`}
      confirmLabel="Rename"
      onConfirm={async (onProgress) => {
        const to = parsedDraft(draft);
        if (typeof to === 'string') throw new Error(to);
        if (draft.text === '') throw new Error('Enter the new name of the key.');
        await changeKey(target, { kind: 'rename', to: nameOf(to) }, `Renamed ${short(name)} to ${short(to)}`, {
          onProgress,
        });
        onRenamed(to);
      }}
    >
      <BytesField
        label="New name"
        autoFocus
        value={draft}
        onChange={setDraft}
        description="An existing key with this name is replaced; Undo brings it back."
      />
    </ConfirmDialog>
  );
}

function useExpiryDraft(opened: boolean, expiresAt: string | null) {
  const [draft, setDraft] = useState<ExpiryDraft>(() => expiryDraft(expiresAt, Date.now()));
  useEffect(() => {
    if (opened) setDraft(expiryDraft(expiresAt, Date.now()));
  }, [opened, expiresAt]);
  return [draft, setDraft] as const;
}

export function ExpiryDialog({ target, expiresAt, ...dialog }: OneKeyProps & { readonly expiresAt: string | null }) {
  const [draft, setDraft] = useExpiryDraft(dialog.opened, expiresAt);
  return (
    <ConfirmDialog
      {...dialog}
      title={`Expiry of ${short(target.name)}`}
      confirmLabel="Set expiry"
      onConfirm={async (onProgress) => {
        const at = expiryAt(draft, Date.now());
        await changeKey(target, { kind: 'expire', at }, `Changed the expiry of ${short(target.name)}`, { onProgress });
      }}
    >
      <ExpiryFields value={draft} onChange={setDraft} />
    </ConfirmDialog>
  );
}

export function ExpiryManyDialog({ many, ...dialog }: DialogProps & { readonly many: ManyKeys }) {
  const [draft, setDraft] = useExpiryDraft(dialog.opened, null);
  return (
    <ConfirmDialog
      {...dialog}
      title={`Expiry of ${counted(many.keys, 'key')}`}
      confirmLabel={`Set expiry of ${counted(many.keys, 'key')}`}
      destructive
      onConfirm={(onProgress) => changeMany(many, { kind: 'expire', at: expiryAt(draft, Date.now()) }, onProgress)}
    >
      <p style={{ marginBottom: 12 }}>
        <ManyWords many={many} /> get the same expiry. Undo brings the former ones back.
      </p>
      <ExpiryFields value={draft} onChange={setDraft} />
    </ConfirmDialog>
  );
}

export function DeleteManyDialog({ many, ...dialog }: DialogProps & { readonly many: ManyKeys }) {
  const more = many.keys - many.examples.length;
  return (
    <ConfirmDialog
      {...dialog}
      title={`Delete ${counted(many.keys, 'key')}?`}
      confirmLabel={`Delete ${counted(many.keys, 'key')}`}
      destructive
      onConfirm={(onProgress) => changeMany(many, { kind: 'delete' }, onProgress)}
    >
      <ManyWords many={many} /> of {many.instance} are deleted. Their values are kept first, so that Undo brings them
      back.
      <ul className={classes.names} aria-label="Examples">
        {many.examples.map(({ database, key }) => (
          <li key={`${database} ${shown(key)}`}>{shown(key)}</li>
        ))}
        {more > 0 && many.examples.length > 0 && <li className="text-3">and {counted(more, 'more key')}</li>}
      </ul>
    </ConfirmDialog>
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
