import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { bytes, count, percent } from '../../../lib/format.ts';
import { toBase64 } from '../model/key-bytes.ts';
import { scrollable } from '../rows/part.tsx';
import * as viewersWords from '../words/viewers.ts';
import classes from './bytes-viewer.module.css';
import { decodeMessagePack, parseJson, type Unpacked, unpackGzip, unpackZstd } from './decode.ts';
import {
  detectFormat,
  type Format,
  formats,
  formatWords,
  imageType,
  readBitmap,
  readHyperLogLog,
  wholeFormats,
} from './formats.ts';
import { HexView } from './hex-view.tsx';
import { identityOf } from './identity.ts';
import { JsonTree } from './json-tree.tsx';

interface BytesViewerProps {
  /** The loaded bytes: all of the value, or a page of it. */
  readonly raw: Uint8Array<ArrayBuffer>;
  /** The offset of the first byte in the value. */
  readonly from?: number;
  readonly isWhole: boolean;
  /** Shown in place of formats that need all bytes until they are loaded; loads them. */
  readonly needsWhole?: ReactNode;
  /** Shown beside the format choice. */
  readonly tools?: ReactNode;
  /** Without its own scroll area, as in a table row. */
  readonly inline?: boolean;
  /** Compressed values inside compressed ones. */
  readonly depth?: number;
}

const MAX_DEPTH = 3;

/** Bytes in the format that suits them, or another one. */
export function BytesViewer(props: BytesViewerProps) {
  const { raw, isWhole, from = 0, tools, inline = false } = props;
  const detected = useMemo(() => (from === 0 ? detectFormat(raw, isWhole) : null), [raw, isWhole, from]);
  const [chosen, setChosen] = useState<Format | null>(null);
  // Later pages continue in the format of the first one.
  const [first, setFirst] = useState(detected ?? 'text');
  if (detected !== null && detected !== first) setFirst(detected);
  const format = chosen ?? first;
  return (
    <div className={classes.viewer} data-inline={inline || undefined}>
      <div className={classes.bar}>
        <Select
          aria-label={viewersWords.format}
          size="xs"
          w={132}
          allowDeselect={false}
          data={formats.map((one) => ({ value: one, label: formatWords[one] }))}
          value={format}
          onChange={(value) => setChosen(formats.find((one) => one === value) ?? null)}
        />
        <span className="hint">
          {chosen === null
            ? viewersWords.detected
            : chosen === first
              ? ''
              : viewersWords.detectedValue(formatWords[first])}
        </span>
        {tools}
      </div>
      <div className={classes.body}>
        {!isWhole && wholeFormats.has(format) ? (
          (props.needsWhole ?? <TextView raw={raw} />)
        ) : (
          <Formatted {...props} format={format} />
        )}
      </div>
    </div>
  );
}

function Formatted({
  raw,
  from = 0,
  format,
  inline = false,
  depth = 0,
}: BytesViewerProps & { readonly format: Format }) {
  if (format === 'text') return <TextView raw={raw} />;
  if (format === 'hex') return <HexView raw={raw} from={from} inline={inline} />;
  if (format === 'image') return <ImageView raw={raw} />;
  if (format === 'hyperloglog') return <HyperLogLogView raw={raw} />;
  if (format === 'bitmap') return <BitmapView raw={raw} from={from} />;
  return <Decoded raw={raw} format={format} depth={depth} />;
}

function TextView({ raw }: { readonly raw: Uint8Array }) {
  const text = useMemo(() => new TextDecoder().decode(raw), [raw]);
  if (text === '') return <p className={classes.note}>{viewersWords.theValueIsEmpty}</p>;
  return (
    <section {...scrollable} aria-label={viewersWords.valueAsText} className={classes.text}>
      <pre>{text}</pre>
    </section>
  );
}

function ImageView({ raw }: { readonly raw: Uint8Array }) {
  const type = imageType(raw);
  const source = useMemo(() => (type === null ? null : `data:${type};base64,${toBase64(raw)}`), [raw, type]);
  if (source === null) return <p className={classes.note}>{viewersWords.theseBytesAreNoPngJpeg}</p>;
  return <img className={classes.image} src={source} alt={viewersWords.valueAsTypeCount(type, bytes(raw.length))} />;
}

/** Of PFCOUNT, as a share. */
const HLL_STANDARD_ERROR = 0.0081;

function HyperLogLogView({ raw }: { readonly raw: Uint8Array }) {
  const { encoding, estimate } = readHyperLogLog(raw);
  return (
    <dl className={classes.facts}>
      <dt>{viewersWords.estimatedMembers}</dt>
      <dd>{estimate === null ? viewersWords.notCachedRunPfcountToCompute : count(Number(estimate))}</dd>
      <dt>{viewersWords.encoding}</dt>
      <dd>{encoding}</dd>
      <dt>{viewersWords.standardError}</dt>
      <dd>{percent(HLL_STANDARD_ERROR, 2)}</dd>
    </dl>
  );
}

const SHOWN_BITS = 512;

function BitmapView({ raw, from }: { readonly raw: Uint8Array; readonly from: number }) {
  const { set, first } = useMemo(() => readBitmap(raw, SHOWN_BITS), [raw]);
  return (
    <div>
      <dl className={classes.facts}>
        <dt>{viewersWords.bitsSet}</dt>
        <dd>{viewersWords.setOfCount(count(set), count(raw.length * 8))}</dd>
      </dl>
      <p className={classes.bits}>
        {first.map((bit) => count(from * 8 + bit).replaceAll(',', '')).join('  ')}
        {set > first.length && viewersWords.andMore(count(set - first.length))}
      </p>
    </div>
  );
}

interface DecodedProps {
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly format: 'json' | 'msgpack' | 'gzip' | 'zstd';
  readonly depth: number;
}

type Decoding = { readonly tree: unknown } | { readonly unpacked: Unpacked };

function Decoded({ raw, format, depth }: DecodedProps) {
  // The bytes themselves are the key, by identity, because a value may have megabytes.
  const { data, error, refetch } = useQuery({
    queryKey: ['decoded', format, identityOf(raw)],
    queryFn: () => decode(raw, format),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
  if (error)
    return (
      <ErrorState
        title={viewersWords.notReadableAsValue(formatWords[format])}
        error={error}
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <SkeletonRows rows={4} rowHeight={20} widths={[160, 220]} />;
  if ('tree' in data) return <JsonTree value={data.tree} />;
  const { raw: inner, isCut } = data.unpacked;
  return (
    <>
      <p className={classes.note}>
        {viewersWords.countCompressedPartUnpacked(
          bytes(raw.length),
          isCut ? viewersWords.theFirstCount(bytes(inner.length)) : bytes(inner.length),
        )}
      </p>
      {depth < MAX_DEPTH && <BytesViewer raw={inner} isWhole={!isCut} depth={depth + 1} inline />}
    </>
  );
}

async function decode(raw: Uint8Array<ArrayBuffer>, format: DecodedProps['format']): Promise<Decoding> {
  if (format === 'json') return { tree: parseJson(new TextDecoder().decode(raw)) };
  if (format === 'msgpack') return { tree: await decodeMessagePack(raw) };
  return { unpacked: format === 'gzip' ? await unpackGzip(raw) : await unpackZstd(raw) };
}
