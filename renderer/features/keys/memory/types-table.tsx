import { VisuallyHidden } from '@mantine/core';
import type { KeyAnalysis } from '../../../../shared/contract/keyspace.ts';
import { bytesParts, count } from '../../../lib/format.ts';
import { typeWords } from '../model/key-filter.ts';
import * as memoryWords from '../words/memory.ts';
import classes from './memory-table.module.css';

/** Types and encodings, the largest first. */
export function TypesTable({ types }: Pick<KeyAnalysis, 'types'>) {
  const sorted = types.toSorted((one, other) => other.sizeBytes - one.sizeBytes);
  const largest = sorted[0]?.sizeBytes ?? 0;
  return (
    <section className={classes.section} aria-label={memoryWords.typesAndEncodings}>
      <header className={classes.head}>
        <h2 className={classes.title}>{memoryWords.typesAndEncodings}</h2>
      </header>
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={memoryWords.typesAndEncodings}>
          <thead>
            <tr>
              <th className={classes.type}>{memoryWords.type}</th>
              <th>{memoryWords.encoding}</th>
              <th className={classes.figure}>{memoryWords.keys}</th>
              <th className={classes.bar}>
                <VisuallyHidden>{memoryWords.share}</VisuallyHidden>
              </th>
              <th className={classes.figure}>{memoryWords.serialised}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ type, encoding, keys, sizeBytes }) => {
              const { value, unit } = bytesParts(sizeBytes);
              return (
                <tr key={`${type} ${encoding}`}>
                  <th scope="row" className={classes.type}>
                    {typeWords[type]}
                  </th>
                  <td className="text-2">{encoding}</td>
                  <td className={classes.figure}>{count(keys)}</td>
                  <td className={classes.bar}>
                    <span className={classes.track}>
                      <span style={{ width: `${largest === 0 ? 0 : (sizeBytes / largest) * 100}%` }} />
                    </span>
                  </td>
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
