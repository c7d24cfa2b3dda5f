import type { KeyChange } from '../../../../shared/contract/key-change.ts';
import type { Bytes, KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeySource } from '../../../../shared/contract/keyspace.ts';
import { api } from '../../../client/api.ts';
import { nameOf, sameBytes } from '../model/key-bytes.ts';
import { type ElementTarget, elementsOf } from '../viewers/elements.ts';
import * as editWords from '../words/edit.ts';
import { type BytesDraft, draftOf, emptyDraft, parsedDraft, scoreProblem } from './bytes-draft.ts';
import type { LiveKey } from './key-dialog-state.ts';

/** The form of one element; each type uses some of its fields. */
export interface ElementDraft {
  readonly name: BytesDraft;
  readonly value: BytesDraft;
  readonly score: string;
  readonly end: 'head' | 'tail';
  readonly pairs: readonly { readonly field: BytesDraft; readonly value: BytesDraft }[];
}

export const emptyElement: ElementDraft = {
  name: emptyDraft,
  value: emptyDraft,
  score: '0',
  end: 'tail',
  pairs: [{ field: emptyDraft, value: emptyDraft }],
};

export function elementDraft(target: ElementTarget): ElementDraft {
  if (target.kind === 'field') return { ...emptyElement, name: draftOf(target.field), value: draftOf(target.value) };
  if (target.kind === 'index') return { ...emptyElement, value: draftOf(target.value) };
  if (target.kind === 'member') {
    return { ...emptyElement, value: draftOf(target.member), score: target.score ?? '0' };
  }
  return emptyElement;
}

/** The bytes of a field of the form. @throws Error with a sentence */
function bytesIn(draft: BytesDraft): Bytes {
  const data = parsedDraft(draft);
  if (typeof data === 'string') throw new Error(data);
  return data;
}

function scoreIn(score: string): string {
  const problem = scoreProblem(score);
  if (problem !== null) throw new Error(problem);
  return score.trim();
}

/** The change that saves an edited element. @throws Error with a sentence */
export function changeOf(target: ElementTarget, draft: ElementDraft): KeyChange {
  if (target.kind === 'field') return { kind: 'set-field', field: target.field, value: bytesIn(draft.value) };
  if (target.kind === 'index') {
    return { kind: 'set-index', index: target.index, was: target.value, value: bytesIn(draft.value) };
  }
  if (target.kind === 'member' && target.score !== null) {
    return { kind: 'add-member', member: target.member, score: scoreIn(draft.score) };
  }
  throw new Error(editWords.cannotBeChanged);
}

/** The change that adds an element. @throws Error with a sentence */
export function additionOf(type: KeyType, draft: ElementDraft): KeyChange {
  if (type === 'hash') return { kind: 'set-field', field: bytesIn(draft.name), value: bytesIn(draft.value) };
  if (type === 'list') return { kind: 'push', end: draft.end, value: bytesIn(draft.value) };
  if (type === 'set') return { kind: 'add-member', member: bytesIn(draft.value) };
  if (type === 'zset') return { kind: 'add-member', member: bytesIn(draft.value), score: scoreIn(draft.score) };
  return {
    kind: 'add-entry',
    fields: draft.pairs.map(({ field, value }): [Bytes, Bytes] => [bytesIn(field), bytesIn(value)]),
  };
}

/** The change that deletes an element. */
export function removalOf(target: ElementTarget): KeyChange {
  if (target.kind === 'field') return { kind: 'delete-field', field: target.field };
  if (target.kind === 'index') return { kind: 'remove-index', index: target.index, was: target.value };
  if (target.kind === 'member') return { kind: 'remove-member', member: target.member };
  return { kind: 'remove-entry', id: target.id };
}

/** A fingerprint reads the whole value on the server, so only small values get one. */
const MAX_FINGERPRINTED = 1024 ** 2;

interface Current {
  readonly fingerprint: string | undefined;
  readonly target: ElementTarget;
}

/**
 * The current element, with the fingerprint of its key. The fingerprint comes first: a change between the two is then a
 * conflict and not overlooked.
 */
export async function readCurrent(key: LiveKey, details: KeyDetails, target: ElementTarget): Promise<Current> {
  // A change of a list item contains its former value.
  if (details.sizeBytes > MAX_FINGERPRINTED || target.kind === 'index') return { fingerprint: undefined, target };
  const { instance, database } = key;
  const source: KeySource = { kind: 'instance', instance };
  const one = { database, key: nameOf(key.name) };
  const { fingerprint } = await api.keyspace.fingerprint({ instance, ...one });
  const name = target.kind === 'field' ? target.field : target.kind === 'member' ? target.member : null;
  if (name === null || !('text' in name) || name.text === '') return { fingerprint, target };
  const page = await api.keyspace.value({ source, ...one, find: name.text, count: 1000 });
  const current = elementsOf(page).find(({ target: other }) =>
    other.kind === 'field' ? sameBytes(other.field, name) : other.kind === 'member' && sameBytes(other.member, name),
  );
  return { fingerprint, target: current?.target ?? target };
}
