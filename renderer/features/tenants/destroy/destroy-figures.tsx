import type { DestroyPreview } from '../../../../shared/contract/tenant.ts';
import { reasonOf } from '../../../client/errors.ts';
import { bytes, count, exactTime, fullTime } from '../../../lib/format.ts';
import * as destroyWords from '../words/destroy.ts';
import classes from './destroy-figures.module.css';

interface DestroyFiguresProps {
  readonly ids: readonly string[];
  /** In the order of the ids; without data while loading. */
  readonly previews: readonly { readonly data: DestroyPreview | undefined; readonly error: unknown }[];
}

/** First what is deleted, in numbers, then what is kept. */
export function DestroyFigures({ ids, previews }: DestroyFiguresProps) {
  const known = previews.flatMap(({ data }) => data ?? []);
  const [one] = known;
  const until = one?.undoUntil;
  return (
    <>
      <dl className={classes.figures}>
        <Figure label={destroyWords.keys} value={sumOf(known.map(({ keys }) => keys))} write={count} />
        <Figure label={destroyWords.onDisk} value={sumOf(known.map(({ bytesOnDisk }) => bytesOnDisk))} write={bytes} />
        <Figure
          label={destroyWords.clientsConnected}
          value={sumOf(known.map((preview) => preview.clientsConnected))}
          write={count}
        />
      </dl>
      {ids.length === 1 ? <DeletedParts preview={one} /> : <DeletedTenants ids={ids} previews={previews} />}
      {previews.map(({ error, data }, index) =>
        error && !data ? (
          <p key={ids[index]} className={classes.problem}>
            {ids[index]}: {reasonOf(error).message}
          </p>
        ) : null,
      )}
      <p className={classes.kept}>
        <strong>{destroyWords.safetyCopyIsKept}</strong>
        {until && <span title={fullTime(until)}>{destroyWords.until(exactTime(until))}</span>}
        {destroyWords.keysAreSavedFirst(ids.length === 1 ? destroyWords.it : destroyWords.them)}
      </p>
    </>
  );
}

function Figure(props: {
  readonly label: string;
  readonly value: number | null;
  readonly write: (value: number | null) => string;
}) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.write(props.value)}</dd>
    </div>
  );
}

function DeletedParts({ preview }: { readonly preview: DestroyPreview | undefined }) {
  const { container, network, folder, port, companions = [] } = preview ?? {};
  return (
    <dl className={classes.goes}>
      <Line label={destroyWords.container} value={container} />
      <Line label={destroyWords.network} value={network} />
      <Line label={destroyWords.folder} value={folder} />
      {companions.length > 0 && <Line label={destroyWords.services} value={companions.join(', ')} />}
      <Line
        label={destroyWords.port}
        value={port === null || port === undefined ? port : destroyWords.portReleased(port)}
      />
    </dl>
  );
}

function Line({ label, value }: { readonly label: string; readonly value: string | null | undefined }) {
  if (value === null) return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd className="mono">{value ?? '…'}</dd>
    </div>
  );
}

function DeletedTenants({ ids, previews }: DestroyFiguresProps) {
  return (
    <div className={classes.many}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{destroyWords.deletedWithEverything}</th>
            <th scope="col">{destroyWords.port}</th>
            <th scope="col">{destroyWords.keys}</th>
            <th scope="col">{destroyWords.clients}</th>
          </tr>
        </thead>
        <tbody>
          {ids.map((id, index) => {
            const preview = previews[index]?.data;
            return (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td>{preview?.port ?? '—'}</td>
                <td>{count(preview?.keys)}</td>
                <td>{count(preview?.clientsConnected)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Null while any value is unknown; a partial sum would be too low. */
function sumOf(values: readonly (number | null)[]): number | null {
  if (values.length === 0 || values.some((value) => value === null)) return null;
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}
