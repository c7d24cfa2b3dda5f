import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { Bytes } from '../../../../shared/contract/key-name.ts';
import type { KeyDetails, KeyValue } from '../../../../shared/contract/keyspace.ts';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { bytes, count } from '../../../lib/format.ts';
import { bytesOf } from '../model/key-bytes.ts';
import * as viewersWords from '../words/viewers.ts';
import { BytesViewer } from './bytes-viewer.tsx';
import { detectFormat, wholeFormats } from './formats.ts';
import { identityOf } from './identity.ts';
import { Pager } from './pager.tsx';
import { MAX_WHOLE, MAX_WHOLE_UNASKED, PAGE_BYTES, readWhole, type ValueTarget, valuePage } from './value-target.ts';

interface StringValueProps {
  readonly target: ValueTarget;
  readonly details: KeyDetails;
  readonly enabled: boolean;
  readonly tools?: ReactNode;
}

/** A string or the raw bytes of a module value, in pages of 64 KB. */
export function StringValue({ target, details, enabled, tools }: StringValueProps) {
  const [from, setFrom] = useState(0);
  const [asked, setAsked] = useState(false);
  const page = useQuery({ ...valuePage(target, { from }), enabled });
  const length = lengthOf(page.data) ?? details.length ?? 0;
  const isOnePage = length <= PAGE_BYTES;
  const shownPage = useMemo(() => (page.data ? rawOf(page.data) : undefined), [page.data]);
  const needsAll = useMemo(
    () => shownPage !== undefined && wholeFormats.has(detectFormat(shownPage, false)),
    [shownPage],
  );
  const isWanted = asked || (needsAll && length <= MAX_WHOLE_UNASKED);
  const readsWhole = !isOnePage && isWanted && length <= MAX_WHOLE;
  const whole = useQuery({
    // A page that is reloaded unchanged stays the same object.
    queryKey: [viewersWords.wholeValue, target, length, page.data ? identityOf(page.data) : null],
    queryFn: ({ signal }) => readWhole(target, { length }, rawOf, signal),
    enabled: enabled && readsWhole && from === 0 && page.data !== undefined,
    gcTime: 0,
    meta: { doing: viewersWords.readTheWholeValue, showsGone: true },
  });
  if (page.error && !page.data) {
    return (
      <ErrorState title={viewersWords.couldNotReadTheValue} error={page.error} onRetry={() => void page.refetch()} />
    );
  }
  if (!shownPage) return <SkeletonRows rows={6} rowHeight={22} widths={[280]} />;
  const isWhole = isOnePage || whole.data !== undefined;
  const raw = whole.data ?? shownPage;
  const needsWhole =
    length > MAX_WHOLE ? (
      <p className="hint">{viewersWords.lengthAreTooManyToDecode(bytes(length), bytes(MAX_WHOLE))}</p>
    ) : whole.error ? (
      <ErrorState
        title={viewersWords.couldNotReadTheWholeValue}
        error={whole.error}
        onRetry={() => void whole.refetch()}
      />
    ) : readsWhole ? (
      <SkeletonRows rows={6} rowHeight={22} widths={[280]} />
    ) : (
      <p>
        <Button variant="default" onClick={() => setAsked(true)}>
          {viewersWords.loadAllLengthToDecode(bytes(length))}
        </Button>
      </p>
    );
  const last = Math.floor(Math.max(0, length - 1) / PAGE_BYTES) * PAGE_BYTES;
  return (
    <>
      <BytesViewer raw={raw} from={whole.data ? 0 : from} isWhole={isWhole} needsWhole={needsWhole} tools={tools} />
      {!isWhole && (
        <Pager
          onPrevious={from === 0 ? null : () => setFrom(Math.max(0, from - PAGE_BYTES))}
          onNext={from >= last ? null : () => setFrom(from + PAGE_BYTES)}
        >
          {viewersWords.bytesCountCount2OfLength(count(from + 1), count(from + shownPage.length), count(length))}
        </Pager>
      )}
    </>
  );
}

function lengthOf(value: KeyValue | undefined): number | null {
  return value?.type === 'string' || value?.type === 'module' ? value.lengthBytes : null;
}

function dataIn(value: KeyValue): Bytes | null {
  return value.type === 'string' || value.type === 'module' ? value.value : null;
}

/** The bytes of a page. Always the same object for the same page, because decoding is cached by it. */
function rawOf(value: KeyValue): Uint8Array<ArrayBuffer> {
  const data = dataIn(value);
  if (data === null) throw new Error(viewersWords.anotherTypeNow);
  const known = raws.get(data);
  if (known) return known;
  const raw = bytesOf(data);
  raws.set(data, raw);
  return raw;
}

const raws = new WeakMap<object, Uint8Array<ArrayBuffer>>();
