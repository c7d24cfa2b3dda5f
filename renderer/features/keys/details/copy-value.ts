import type { KeyDetails, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { api } from '../../../client/api.ts';
import { bytesOf, dataOf, shown } from '../model/key-bytes.ts';
import { inputOf, readWhole, type ValueTarget } from '../viewers/value-target.ts';
import * as detailsWords from '../words/details.ts';
import { commandOf, jsonOf } from './value-forms.ts';

/** The maximum to copy: a clipboard holds text, and the page has to hold it first. */
const MAX_BYTES = 4 * 1024 ** 2;
const MAX_ELEMENTS = 20_000;

/** The complete value, for the clipboard. @throws Error if it is too large */
async function wholeValue(target: ValueTarget, details: KeyDetails): Promise<KeyValue> {
  const isBytes = details.type === 'string' || details.type === 'module';
  const { length } = details;
  if (length === null || length > (isBytes ? MAX_BYTES : MAX_ELEMENTS)) {
    throw new Error(detailsWords.tooLargeForTheClipboard);
  }
  let page = await api.keyspace.value({ ...inputOf(target), count: 1000 });
  if (isBytes) {
    const raw = await readWhole(target, { length }, (part) => bytesOf('value' in part ? part.value : { text: '' }));
    return { ...page, value: dataOf(raw) } as KeyValue;
  }
  const items: unknown[] = 'items' in page ? [...page.items] : [];
  const first = page;
  while (page.next !== null) {
    if (items.length > MAX_ELEMENTS) throw new Error(detailsWords.becameTooLarge);
    page = await api.keyspace.value({ ...inputOf(target), count: 1000, position: page.next });
    if ('items' in page) items.push(...page.items);
  }
  return { ...first, items } as KeyValue;
}

/** The value as lines of text, to paste into a message. */
export async function valueText(target: ValueTarget, details: KeyDetails): Promise<string> {
  const value = await wholeValue(target, details);
  if ('value' in value) return 'text' in value.value ? value.value.text : shown(value.value);
  if (value.type === 'hash')
    return value.items.map(({ field, value: data }) => `${shown(field)}\t${shown(data)}`).join('\n');
  if (value.type === 'zset') return value.items.map(({ member, score }) => `${score}\t${shown(member)}`).join('\n');
  if (value.type === 'stream') {
    return value.items
      .map(({ id, fields }) => [id, ...fields.map(([field, data]) => `${shown(field)}=${shown(data)}`)].join('\t'))
      .join('\n');
  }
  return value.items.map(shown).join('\n');
}

/** As JSON; bytes that are no text as `{"base64": …}`. */
export async function valueJson(target: ValueTarget, details: KeyDetails): Promise<string> {
  const value = await wholeValue(target, details);
  return JSON.stringify(jsonOf(value), null, 2);
}

/** The command that recreates the value, for redis-cli. */
export async function valueCommand(target: ValueTarget, details: KeyDetails): Promise<string> {
  return commandOf(target.name, await wholeValue(target, details));
}
