import { useEffect, useState } from 'react';
import type { KeyDetails, KeySource } from '../../../../shared/contract/keyspace.ts';
import { api } from '../../../client/api.ts';
import { reasonOf } from '../../../client/errors.ts';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { bytes } from '../../../lib/format.ts';
import { bytesOf, dataOf, nameOf } from '../model/key-bytes.ts';
import { readWhole } from '../viewers/value-target.ts';
import * as editWords from '../words/edit.ts';
import { type BytesDraft, draftOf, parsedDraft } from './bytes-draft.ts';
import { BytesField } from './bytes-field.tsx';
import { changeKey, short } from './do-edit.ts';
import { KeyChangeDialog } from './key-change-dialog.tsx';
import type { LiveKey } from './key-dialog-state.ts';

/** A larger value is useless in a text field. */
export const MAX_EDITED = 1024 ** 2;

interface ValueDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly target: LiveKey;
  readonly details: KeyDetails;
}

interface Loaded {
  readonly draft: BytesDraft;
  readonly fingerprint: string;
}

/** Changes the value of a string. Reads the value when it opens, so that later changes by other clients are noticed. */
export function ValueDialog({ opened, onClose, target, details }: ValueDialogProps) {
  const { name } = target;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // A string always has a length.
  const length = details.length ?? 0;
  const isTooLarge = length > MAX_EDITED;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each opening
  useEffect(() => {
    if (!opened || isTooLarge) return;
    setLoaded(null);
    setProblem(null);
    const end = new AbortController();
    load(target, end.signal).then(
      (next) => end.signal.aborted || setLoaded(next),
      (error) => end.signal.aborted || setProblem(reasonOf(error).message),
    );
    return () => end.abort();
  }, [opened, target]);
  return (
    <KeyChangeDialog
      opened={opened}
      onClose={onClose}
      size={720}
      title={editWords.valueOfName(short(name))}
      confirmLabel={editWords.changeValue}
      blocked={
        isTooLarge
          ? editWords.theValueHasCountValuesUp(bytes(length), bytes(MAX_EDITED))
          : (problem ?? (loaded === null ? '' : null))
      }
      onConfirm={async (onProgress) => {
        if (loaded === null) return;
        const value = parsedDraft(loaded.draft);
        if (typeof value === 'string') throw new Error(value);
        const change = { kind: 'set-string', value } as const;
        await changeKey(target, change, editWords.changedName(short(name)), {
          fingerprint: loaded.fingerprint,
          onProgress,
        });
      }}
    >
      {loaded ? (
        <BytesField
          label={editWords.value}
          takesFocus
          lines={8}
          value={loaded.draft}
          onChange={(draft) => setLoaded({ ...loaded, draft })}
          description={editWords.theExpiryOfTheKeyStays}
        />
      ) : (
        !isTooLarge && problem === null && <SkeletonRows rows={4} rowHeight={24} widths={[320]} />
      )}
    </KeyChangeDialog>
  );
}

/** The fingerprint comes first: a change between the two is then a conflict and not overlooked. */
async function load({ instance, database, name }: LiveKey, signal: AbortSignal): Promise<Loaded> {
  const source: KeySource = { kind: 'instance', instance };
  const key = nameOf(name);
  const { fingerprint } = await api.keyspace.fingerprint({ instance, database, key }, { signal });
  const { length } = await api.keyspace.key({ source, database, key }, { signal });
  const raw = await readWhole(
    { source, database, name },
    { length: length ?? 0 },
    (value) => {
      if (value.type !== 'string') throw new Error(editWords.noStringAnyMore);
      return bytesOf(value.value);
    },
    signal,
  );
  return { draft: draftOf(dataOf(raw)), fingerprint };
}
