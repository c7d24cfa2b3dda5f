import { VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode, useState } from 'react';
import type { KeyType } from '../../../../shared/contract/key-name.ts';
import { fullTime } from '../../../lib/format.ts';
import { useNow } from '../../../lib/now.ts';
import { bytesOf } from '../model/key-bytes.ts';
import { expiresIn } from '../model/key-words.ts';
import * as viewersWords from '../words/viewers.ts';
import { BytesViewer } from './bytes-viewer.tsx';
import classes from './element-table.module.css';
import type { ValueElement } from './elements.ts';

interface ElementTableProps {
  readonly type: KeyType;
  readonly elements: readonly ValueElement[];
  /** Whether fields of the source may have an expiry. */
  readonly fieldExpiry: boolean;
  /** Elements that were just changed here, with their former value. */
  readonly changed: ReadonlyMap<string, string>;
  readonly actions: ((element: ValueElement) => ReactNode) | null;
}

/** The title of the first column; null: no such column. */
const firstColumn: Partial<Readonly<Record<KeyType, string>>> = viewersWords.firstColumns;

const secondColumn: Partial<Readonly<Record<KeyType, string>>> = viewersWords.secondColumns;

/** The elements of a page. A row opens its complete value, in any format. */
export function ElementTable({ type, elements, fieldExpiry, changed, actions }: ElementTableProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const now = useNow();
  const first = firstColumn[type];
  const hasExpiry = type === 'hash' && (fieldExpiry || elements.some(({ expiresAt }) => expiresAt !== null));
  const columns = 2 + (first ? 1 : 0) + (hasExpiry ? 1 : 0) + (actions ? 1 : 0);
  return (
    <table className={classes.table} data-type={type} aria-label={viewersWords.elements}>
      <thead>
        <tr>
          <th className={classes.fold}>
            <VisuallyHidden>{viewersWords.open}</VisuallyHidden>
          </th>
          {first && <th className={classes.name}>{first}</th>}
          <th>{secondColumn[type] ?? viewersWords.value}</th>
          {hasExpiry && <th className={classes.right}>{viewersWords.fieldExpires}</th>}
          {actions && (
            <th className={classes.actions}>
              <VisuallyHidden>{viewersWords.actions}</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {elements.map((element) => {
          const { id, name, line, expiresAt } = element;
          const isOpen = opened === id;
          const former = changed.get(id);
          const before = former === (type === 'zset' ? name : line) ? undefined : former;
          const Chevron = isOpen ? IconChevronDown : IconChevronRight;
          const expiry = expiresIn(expiresAt, now);
          return (
            <Fragment key={id}>
              <tr
                className={classes.row}
                data-changed={before !== undefined || undefined}
                onClick={(event) => {
                  const isOnControl = event.target instanceof Element && event.target.closest('button') !== null;
                  if (!isOnControl && !window.getSelection()?.toString()) setOpened(isOpen ? null : id);
                }}
              >
                <td className={classes.fold}>
                  <button
                    type="button"
                    aria-expanded={isOpen}
                    aria-label={viewersWords.wholeValueOfName(name ?? line.slice(0, 60))}
                    onClick={() => setOpened(isOpen ? null : id)}
                  >
                    <Chevron size={12} aria-hidden="true" />
                  </button>
                </td>
                {first && (
                  <td className={classes.name} title={name ?? undefined}>
                    {name}
                  </td>
                )}
                <td className={classes.value} title={line}>
                  {line}
                  {before !== undefined && <span className="text-3">{viewersWords.wasBefore(before)}</span>}
                </td>
                {hasExpiry && (
                  <td
                    className={classes.right}
                    data-soon={expiry?.soon || undefined}
                    title={expiresAt ? fullTime(expiresAt) : undefined}
                  >
                    {expiry === null ? (
                      <span className="text-3">{viewersWords.never}</span>
                    ) : expiry.past ? (
                      viewersWords.expired
                    ) : (
                      viewersWords.inWords(expiry.words)
                    )}
                  </td>
                )}
                {actions && (
                  <td className={classes.actions}>
                    <span className={classes.onHover}>{actions(element)}</span>
                  </td>
                )}
              </tr>
              {isOpen && (
                <tr className={classes.open}>
                  <td colSpan={columns}>
                    <BytesViewer raw={bytesOf(element.value)} isWhole={element.value.totalBytes === undefined} inline />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
