import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { KeyType } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { core, failure } from '../../../../test/support/components/fake-core.ts';
import { fill, show } from '../../../../test/support/components/show.tsx';
import { valueJson, valueText } from '../details/copy-value.ts';
import { toBase64 } from '../model/key-bytes.ts';
import * as viewersWords from '../words/viewers.ts';
import { BytesViewer } from './bytes-viewer.tsx';
import { ExactNumber } from './decode.ts';
import { ElementsValue } from './elements-value.tsx';
import { formatWords } from './formats.ts';
import { JsonTree } from './json-tree.tsx';
import { StringValue } from './string-value.tsx';
import { MAX_WHOLE, MAX_WHOLE_UNASKED, PAGE_BYTES, type ValueTarget } from './value-target.ts';

// cspell:ignore مرحبا tnow tsame

const target: ValueTarget = { source: { kind: 'instance', instance: 'main' }, database: 0, name: { text: 'k' } };
const details = (type: KeyType, length: number): KeyDetails => ({
  ...{ database: 0, key: { text: 'k' }, type, encoding: 'raw', expiresAt: null, sizeBytes: length, length },
  ...{ idleSeconds: null, frequency: null, memoryBytes: null, fieldExpiry: false },
});
const raw = (text: string) => new TextEncoder().encode(text);
const format = () => screen.getAllByRole<HTMLInputElement>('combobox', { name: viewersWords.format })[0]?.value;
const reads = () =>
  core.calls
    .filter(({ procedure }) => procedure === 'keyspace.value')
    .map(({ input }) => input as { from?: number; find?: string; position?: string });

async function choose(user: ReturnType<typeof show>['user'], name: string) {
  // The unpacked bytes have their own format choice.
  await user.click(screen.getAllByRole('combobox', { name: viewersWords.format })[0] as HTMLElement);
  await user.click((await screen.findAllByRole('option', { name }))[0] as HTMLElement);
}

describe('bytes viewer', () => {
  test('text › of any language, with NUL › as text, or as hexadecimal', () => {
    const { rerender } = show(<BytesViewer raw={raw('مرحبا ✓')} isWhole />);
    expect(screen.getByRole('region', { name: viewersWords.valueAsText }).textContent).toBe('مرحبا ✓');
    rerender(<BytesViewer raw={raw('a\0b')} isWhole />);
    expect(format()).toBe(formatWords.hex);
    expect(screen.getByRole('region', { name: viewersWords.valueAsHexadecimal }).textContent).toContain('61 00 62');
  });

  test('text › HTML of a stranger › is shown, never run', () => {
    const { container } = show(<BytesViewer raw={raw('<img src=x onerror="alert(1)">')} isWhole />);
    expect(container.querySelector('pre img')).toBeNull();
    expect(container.querySelector('pre')?.textContent).toBe('<img src=x onerror="alert(1)">');
  });

  test('empty value › says so instead of an empty box', () => {
    show(<BytesViewer raw={new Uint8Array()} isWhole />);
    expect(screen.getByText(viewersWords.theValueIsEmpty)).toBeTruthy();
  });

  test('JSON › a tree; chosen as text › the text, with what was detected', async () => {
    const { user } = show(<BytesViewer raw={raw('{"a":[1,2]}')} isWhole />);
    expect(await screen.findByText('{1}')).toBeTruthy();
    await choose(user, formatWords.text);
    expect(screen.getByText('{"a":[1,2]}')).toBeTruthy();
    expect(screen.getByText(viewersWords.detectedValue(formatWords.json))).toBeTruthy();
  });

  test('a format that does not fit › says so, and other formats stay reachable', async () => {
    const { user } = show(<BytesViewer raw={raw('not JSON')} isWhole />);
    await choose(user, formatWords.json);
    expect(await screen.findByText(viewersWords.notReadableAsValue(formatWords.json))).toBeTruthy();
    await choose(user, formatWords.image);
    expect(screen.getByText(viewersWords.theseBytesAreNoPngJpeg)).toBeTruthy();
    await choose(user, formatWords.text);
    expect(screen.getByText('not JSON')).toBeTruthy();
  });

  test('part of a long JSON value › the offer to load the rest, not half a tree', () => {
    show(<BytesViewer raw={raw('{"a":')} isWhole={false} needsWhole={<p>Load it all</p>} />);
    expect(screen.getByText('Load it all')).toBeTruthy();
  });

  test('a page in the middle of a bitmap › positions count from the start of the value', async () => {
    const { user } = show(<BytesViewer raw={Uint8Array.from([0x80])} from={1024} isWhole={false} />);
    await choose(user, formatWords.bitmap);
    expect(screen.getByText('8192')).toBeTruthy();
  });
});

describe('JSON tree', () => {
  test('tree › levels beyond the second › closed; opened by a click', () => {
    show(<JsonTree value={{ a: { b: { c: 1 } } }} />);
    expect(screen.queryByText('c')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /b/ }));
    expect(screen.getByText('c')).toBeTruthy();
  });

  test('tree › ten thousand children › a hundred, and the number of the others', () => {
    show(<JsonTree value={Array.from({ length: 10_000 }, (_, index) => `v${index}`)} />);
    expect(screen.getByText('"v99"')).toBeTruthy();
    expect(screen.queryByText('"v100"')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: viewersWords.showCountMoreOfCount2('100', '9,900') }));
    expect(screen.getByText('"v199"')).toBeTruthy();
  });

  test('tree › values of all kinds › as written, not as JavaScript prints objects', () => {
    const value = [
      null,
      true,
      '',
      'a\nb',
      new ExactNumber('12345678901234567890'),
      18446744073709551615n,
      new Uint8Array(3),
      {},
      [],
    ];
    const { container } = show(<JsonTree value={value} />);
    for (const text of [
      'null',
      'true',
      '""',
      '"a\\nb"',
      '12345678901234567890',
      '18446744073709551615',
      '3 bytes',
      '{0}',
      '[0]',
    ]) {
      expect(container.textContent).toContain(text);
    }
    expect(container.textContent).not.toContain('[object');
  });
});

describe('string value', () => {
  const string = (length: number, text = 'x'): KeyValue => ({
    type: 'string',
    next: null,
    lengthBytes: length,
    fromByte: 0,
    value: { text },
  });
  const showString = (length: number) =>
    show(<StringValue target={target} details={details('string', length)} enabled />);

  test('short › one read, no pages', async () => {
    core.reply({ keyspace: { value: () => string(5, 'hello') } });
    showString(5);
    expect(await screen.findByText('hello')).toBeTruthy();
    expect(screen.queryByRole('button', { name: viewersWords.nextPage })).toBeNull();
    expect(reads()).toHaveLength(1);
  });

  test('long text › pages, with the bytes on screen; the ends have no neighbour', async () => {
    const length = PAGE_BYTES + 10;
    core.reply({
      keyspace: { value: ({ from = 0 }) => string(length, from === 0 ? 'a'.repeat(PAGE_BYTES) : 'b'.repeat(10)) },
    });
    const { user } = showString(length);
    expect(await screen.findByText(viewersWords.bytesCountCount2OfLength('1', '65,536', '65,546'))).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: viewersWords.previousPage }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: viewersWords.nextPage }));
    expect(await screen.findByText(viewersWords.bytesCountCount2OfLength('65,537', '65,546', '65,546'))).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: viewersWords.nextPage }).disabled).toBe(true);
    expect(reads().map(({ from }) => from)).toEqual([0, PAGE_BYTES]);
  });

  test('long JSON › larger than is read without asking › asks first', async () => {
    const length = MAX_WHOLE_UNASKED + 1;
    core.reply({ keyspace: { value: () => string(length, `[${'1,'.repeat(PAGE_BYTES / 2 - 1)}1`) } });
    showString(length);
    expect(await screen.findByRole('button', { name: viewersWords.loadAllLengthToDecode('1 MB') })).toBeTruthy();
    expect(reads()).toHaveLength(1);
  });

  test('larger than the limit › says so, without an offer', async () => {
    const length = MAX_WHOLE + 1;
    core.reply({ keyspace: { value: () => string(length, `[${'1,'.repeat(PAGE_BYTES / 2 - 1)}1`) } });
    showString(length);
    expect(await screen.findByText(viewersWords.lengthAreTooManyToDecode('16 MB', '16 MB'))).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Load all/ })).toBeNull();
  });

  test('cannot be read › the reason and Try again, then the value', async () => {
    let works = false;
    core.reply({
      keyspace: {
        value: () => {
          if (works) return string(2, 'ok');
          throw failure('NOT_FOUND', 'The key has expired.', { what: 'key', id: 'k' } as never);
        },
      },
    });
    const { user } = showString(2);
    expect(await screen.findByText('The key has expired.')).toBeTruthy();
    works = true;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('ok')).toBeTruthy();
  });
});

describe('elements', () => {
  const set = (names: readonly string[], next: string | null, length = 250): KeyValue => ({
    ...{ type: 'set', next, length },
    items: names.map((text) => ({ text })),
  });
  const showElements = (type: KeyType = 'set', more: Partial<Parameters<typeof ElementsValue>[0]> = {}) =>
    show(
      <ElementsValue
        target={target}
        details={details(type, 250)}
        enabled
        changed={new Map()}
        actions={null}
        {...more}
      />,
    );
  const rows = () =>
    within(screen.getByRole('table', { name: viewersWords.elements }))
      .getAllByRole('row')
      .slice(1)
      .map(({ textContent }) => textContent);

  test('pages › next and previous › by the positions of the server, with the numbers on screen', async () => {
    core.reply({
      keyspace: { value: ({ position }) => (position === undefined ? set(['a', 'b'], 'p2') : set(['c'], null)) },
    });
    const { user } = showElements();
    expect(await screen.findByText(viewersWords.typeCountCount2OfTotal('Members', '1', '2', '250'))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: viewersWords.nextPage }));
    expect(await screen.findByText(viewersWords.typeCountCount2OfTotal('Members', '3', '3', '250'))).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: viewersWords.nextPage }).disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: viewersWords.previousPage }));
    await waitFor(() => expect(rows()).toEqual(['a', 'b']));
  });

  test('search › finds nothing in this part, but there is more › says so and searches further', async () => {
    core.reply({
      keyspace: {
        value: ({ find, position }) =>
          find ? (position === 'p9' ? set(['zz'], null) : set([], find === 'none' ? null : 'p9')) : set(['a'], null),
      },
    });
    const { user } = showElements();
    await screen.findByRole('table');
    await fill(user, screen.getByRole('textbox', { name: viewersWords.findElement('member') }), 'zz');
    expect(await screen.findByText('zz')).toBeTruthy();
    expect(reads().some(({ find, position }) => find === 'zz' && position === 'p9')).toBe(true);
    await fill(user, screen.getByRole('textbox', { name: viewersWords.findElement('member') }), 'none');
    expect(await screen.findByText(viewersWords.noTypeContainsSearched('member', 'none'))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: viewersWords.showAll }));
    await waitFor(() => expect(rows()).toEqual(['a']));
  });

  test('a row › opens its whole value, and closes again; a click on a button does not', async () => {
    const act = vi.fn();
    core.reply({ keyspace: { value: () => set(['a\nb'], null) } });
    showElements('set', {
      actions: () => (
        <button type="button" onClick={act}>
          Delete
        </button>
      ),
    });
    await waitFor(() => expect(rows()).toHaveLength(1));
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    expect(act).toHaveBeenCalledOnce();
    expect(screen.queryByRole('combobox', { name: viewersWords.format })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: viewersWords.wholeValueOfName('a\\nb') }));
    expect(document.querySelector('pre')?.textContent).toBe('a\nb');
    fireEvent.click(screen.getByRole('button', { name: viewersWords.wholeValueOfName('a\\nb') }));
    expect(screen.queryByRole('combobox', { name: viewersWords.format })).toBeNull();
  });

  test('a hash › expiry of each field: never, in time, or passed', async () => {
    const hash: KeyValue = {
      ...{ type: 'hash', next: null, length: 3 },
      items: [null, '2099-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'].map((expiresAt, at) => ({
        field: { text: `f${at}` },
        value: { text: 'v' },
        expiresAt,
      })),
    };
    core.reply({ keyspace: { value: () => hash } });
    showElements('hash');
    await waitFor(() => expect(rows()).toHaveLength(3));
    expect(rows()[0]).toContain(viewersWords.never);
    expect(rows()[1]).toMatch(/in \d+ d/);
    expect(rows()[2]).toContain(viewersWords.expired);
  });

  test('a changed element › shows the former value; one that is as before does not', async () => {
    core.reply({ keyspace: { value: () => set(['now', 'same'], null) } });
    showElements('set', {
      changed: new Map([
        ['tnow', 'before'],
        ['tsame', 'same'],
      ]),
    });
    await waitFor(() => expect(rows()).toEqual([`now${viewersWords.wasBefore('before')}`, 'same']));
  });

  test('no elements, as of a stream that was trimmed › says so', async () => {
    core.reply({
      keyspace: { value: () => ({ type: 'stream', next: null, length: 0, lastId: '1-0', items: [], groups: null }) },
    });
    showElements('stream');
    expect(await screen.findByText(viewersWords.noType('entries'))).toBeTruthy();
  });
});

describe('copying a value', () => {
  test('a hash of several pages › every field', async () => {
    const page = (field: string, next: string | null): KeyValue => ({
      type: 'hash',
      next,
      length: 2,
      items: [{ field: { text: field }, value: { text: 'v' }, expiresAt: null }],
    });
    core.reply({ keyspace: { value: ({ position }) => (position === undefined ? page('a', 'p2') : page('b', null)) } });
    expect(await valueText(target, details('hash', 2))).toBe('a\tv\nb\tv');
    expect(JSON.parse(await valueJson(target, details('hash', 2)))).toEqual({ a: 'v', b: 'v' });
  });

  test('a string of several pages › whole; one that changed meanwhile › a sentence', async () => {
    const length = PAGE_BYTES + 2;
    const part = (text: string): KeyValue => ({
      type: 'string',
      next: null,
      lengthBytes: length,
      fromByte: 0,
      value: { text },
    });
    core.reply({ keyspace: { value: ({ from = 0 }) => part(from === 0 ? 'a'.repeat(PAGE_BYTES) : 'bc') } });
    expect((await valueText(target, details('string', length))).slice(-3)).toBe('abc');
    core.reply({ keyspace: { value: () => part('short') } });
    await expect(valueText(target, details('string', length))).rejects.toThrow('changed while it was read');
  });

  test('bytes that are no text › escapes, and base64 in JSON', async () => {
    const value: KeyValue = {
      type: 'string',
      next: null,
      lengthBytes: 2,
      fromByte: 0,
      value: { base64: toBase64(Uint8Array.from([0xff, 0])) },
    };
    core.reply({ keyspace: { value: () => value } });
    expect(await valueText(target, details('string', 2))).toBe('\\xff\\x00');
    expect(JSON.parse(await valueJson(target, details('string', 2)))).toEqual({ base64: '/wA=' });
  });

  test('larger than a clipboard should hold › a sentence, before anything is read', async () => {
    await expect(valueText(target, details('string', 4 * 1024 ** 2 + 1))).rejects.toThrow(
      'too large for the clipboard',
    );
    await expect(valueText(target, details('set', 20_001))).rejects.toThrow('too large for the clipboard');
    expect(reads()).toEqual([]);
  });
});
