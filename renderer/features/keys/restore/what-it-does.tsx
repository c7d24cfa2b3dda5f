import type { RestoreKeysPreview } from '../../../../shared/contract/restore-keys.ts';
import { WarningBox } from '../../../components/feedback/warning-box.tsx';
import { coreDetail } from '../../../lib/core-sentence.ts';
import { counted } from '../../../lib/counted.ts';
import { bytes, count } from '../../../lib/format.ts';
import { shown } from '../model/key-bytes.ts';
import * as restoreWords from '../words/restore.ts';
import classes from './restore-keys-dialog.module.css';

/** Counts and bytes of a restore before it runs, its conflicts, and its problems. */
export function WhatItDoes({ preview }: { readonly preview: RestoreKeysPreview }) {
  const {
    restored,
    overwritten,
    deleted,
    deletions,
    skipped,
    equal,
    expired,
    unsuitable,
    conflicts,
    conflictCount,
    memory,
  } = preview;
  const rows = [
    { name: restoreWords.newKeys, amount: restored },
    { name: restoreWords.overwritten, amount: overwritten },
    { name: restoreWords.deleted, amount: deleted },
    { name: restoreWords.skipped, amount: skipped },
    { name: restoreWords.equal, amount: equal },
    { name: restoreWords.expired, amount: expired },
  ].filter(({ amount }, at) => at === 0 || (amount !== null && amount.keys > 0));
  const needed = bytes(memory.neededBytes);
  return (
    <>
      <table className={classes.table} aria-label={restoreWords.whatTheRestoreDoes}>
        <thead>
          <tr>
            <td />
            <th scope="col">{restoreWords.keys}</th>
            <th scope="col">{restoreWords.size}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, amount }) => (
            <tr
              key={name}
              data-attention={name === restoreWords.overwritten || name === restoreWords.deleted || undefined}
            >
              <th scope="row">{name}</th>
              <td>{count(amount?.keys ?? 0)}</td>
              <td>{bytes(amount?.sizeBytes ?? 0)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{restoreWords.memory}</th>
            <td colSpan={2}>
              {memory.limitBytes === null
                ? restoreWords.about(needed)
                : restoreWords.ofLimit(needed, bytes(memory.usedBytes), bytes(memory.limitBytes))}
            </td>
          </tr>
        </tbody>
      </table>
      {unsuitable.length > 0 && (
        <WarningBox>
          <strong>{restoreWords.unsuitable}</strong>
          <ul>
            {unsuitable.map(({ reason, type, encoding, message }) => (
              <li key={`${reason} ${type} ${encoding}`}>{coreDetail(message)}</li>
            ))}
          </ul>
        </WarningBox>
      )}
      {preview.warnings.map((warning) => (
        <WarningBox key={warning}>{coreDetail(warning)}</WarningBox>
      ))}
      {deletions.length > 0 && (
        <section className={classes.conflicts}>
          <h3>
            {restoreWords.deletions(counted(deleted.keys, 'key'))}
            {deleted.keys > deletions.length && (
              <span className="text-3"> {restoreWords.theFirst(count(deletions.length))}</span>
            )}
          </h3>
          <ul className={classes.list}>
            {deletions.map(({ database, key }) => (
              <li key={`${database} ${JSON.stringify(key)}`}>
                <span className={classes.key}>{restoreWords.databaseKey(database, shown(key))}</span>
                <span data-decision="overwrite">{restoreWords.wordDeleted}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {conflictCount > 0 && (
        <section className={classes.conflicts}>
          <h3>
            {restoreWords.conflicts(counted(conflictCount, 'key'))}
            {conflictCount > conflicts.length && (
              <span className="text-3"> {restoreWords.theFirst(count(conflicts.length))}</span>
            )}
          </h3>
          <ul className={classes.list}>
            {conflicts.map(({ database, key, sizeBytes, target, decision }) => (
              <li key={`${database} ${JSON.stringify(key)}`}>
                <span className={classes.key}>{restoreWords.databaseKey(database, shown(key))}</span>
                <span className="text-3">
                  {bytes(target.sizeBytes)} → {bytes(sizeBytes)}
                </span>
                <span data-decision={decision}>{restoreWords.decisions[decision]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
