import type { KeyAnalysis } from '../../../../shared/contract/keyspace.ts';
import { bytesParts, count } from '../../../lib/format.ts';
import { navigateTo } from '../../../lib/navigate.ts';
import { KeyNameText } from '../list/key-name.tsx';
import { keyId } from '../list/key-selection.ts';
import { typeWords } from '../model/key-filter.ts';
import { type KeysPlace, keysAddress } from '../model/keys-address.ts';
import * as memoryWords from '../words/memory.ts';
import classes from './memory-table.module.css';

interface LargestKeysProps {
  readonly items: KeyAnalysis['largest'];
  readonly of: number;
  readonly place: KeysPlace;
  readonly separator: string;
}

/** The largest keys, by memory if the server was asked, otherwise by serialised size; a row opens its key. */
export function LargestKeys({ items, of, place, separator }: LargestKeysProps) {
  const isInMemory = items.some(({ memoryBytes }) => memoryBytes !== null);
  return (
    <section className={classes.side} aria-label={memoryWords.largestKeys}>
      <header className={classes.head}>
        <h2 className={classes.title}>{memoryWords.largestKeys}</h2>
        <span className="hint">{memoryWords.countOfText(count(items.length), count(of))}</span>
      </header>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={memoryWords.largestKeys}>
          <thead>
            <tr>
              <th>{memoryWords.key}</th>
              <th className={classes.type}>{memoryWords.type}</th>
              <th className={classes.figure}>{isInMemory ? memoryWords.inMemory : memoryWords.serialised}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => {
              const { value, unit } = bytesParts(item.memoryBytes ?? item.sizeBytes);
              const open = () =>
                navigateTo(keysAddress({ ...place, tab: 'browse', key: { database: item.database, name: item.key } }));
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
