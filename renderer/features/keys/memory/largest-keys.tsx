import type { KeyItem } from '../../../../shared/contract/keyspace.ts';
import { bytesParts, count } from '../../../lib/format.ts';
import { go } from '../../../lib/navigate.ts';
import { KeyNameText } from '../list/key-name.tsx';
import { keyId } from '../list/key-selection.ts';
import { typeWords } from '../model/key-filter.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import classes from './memory-table.module.css';

interface LargestKeysProps {
  readonly items: readonly KeyItem[];
  readonly of: number;
  readonly place: KeysPlace;
  readonly separator: string;
}

/** The largest keys by their serialised size; a row opens its key. */
export function LargestKeys({ items, of, place, separator }: LargestKeysProps) {
  return (
    <section className={classes.side} aria-label="Largest keys">
      <header className={classes.head}>
        <h2 className={classes.title}>Largest keys</h2>
        <span className="hint">
          {count(items.length)} of {count(of)}
        </span>
      </header>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label="Largest keys">
          <thead>
            <tr>
              <th>Key</th>
              <th className={classes.type}>Type</th>
              <th className={classes.figure}>Serialised</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const { value, unit } = bytesParts(item.sizeBytes);
              const open = () =>
                go(keysAddress({ ...place, tab: 'browse', key: { database: item.database, name: item.key } }));
              return (
                <tr key={keyId(item)} className={classes.opens} onClick={open}>
                  <td>
                    <button type="button" className={classes.plain} onClick={open}>
                      <KeyNameText name={item.key} separator={separator} />
                    </button>
                  </td>
                  <td className={classes.type}>{typeWords[item.type]}</td>
                  <td className={classes.figure}>
                    {value} <span className="text-3">{unit}</span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
