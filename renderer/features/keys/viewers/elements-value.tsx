import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMoodEmpty } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { KeyDetails } from '../../../../shared/contract/keyspace.ts';
import { EmptyState } from '../../../components/feedback/empty-state.tsx';
import { ErrorState } from '../../../components/feedback/error-state.tsx';
import { SkeletonRows } from '../../../components/feedback/skeleton-rows.tsx';
import { FindField } from '../../../components/table/find-field.tsx';
import { counted } from '../../../lib/counted.ts';
import { count } from '../../../lib/format.ts';
import { elementsTitle, elementWord } from '../model/key-words.ts';
import * as viewersWords from '../words/viewers.ts';
import { ElementTable } from './element-table.tsx';
import { elementCount, elementsOf, type ValueElement } from './elements.ts';
import classes from './elements-value.module.css';
import { Pager } from './pager.tsx';
import { StreamGroups } from './stream-groups.tsx';
import { type ValueTarget, valuePage } from './value-target.ts';

/** Earlier pages: their positions and numbers of elements. */
interface Visited {
  readonly position: string | undefined;
  readonly count: number;
}

interface ElementsValueProps {
  readonly target: ValueTarget;
  readonly details: KeyDetails;
  readonly enabled: boolean;
  readonly changed: ReadonlyMap<string, string>;
  readonly actions: ((element: ValueElement) => ReactNode) | null;
  readonly tools?: ReactNode;
}

/** A list, set, sorted set, hash or stream: one page at a time, so that a million elements take no memory. */
export function ElementsValue({ target, details, enabled, changed, actions, tools }: ElementsValueProps) {
  const { type } = details;
  const [find, setFind] = useState('');
  const [searched] = useDebouncedValue(find, 200);
  const [way, setWay] = useState<readonly Visited[]>([]);
  const [position, setPosition] = useState<string | undefined>(undefined);
  const page = useQuery({ ...valuePage(target, { position, find: searched }), enabled });
  const restart = () => {
    setWay([]);
    setPosition(undefined);
  };
  if (page.error && !page.data) {
    return (
      <ErrorState title={viewersWords.couldNotReadTheValue} error={page.error} onRetry={() => void page.refetch()} />
    );
  }
  const { data } = page;
  const elements = data ? elementsOf(data) : [];
  const before = way.reduce((sum, { count: seen }) => sum + seen, 0);
  const total = (data && elementCount(data)) ?? details.length;
  const next = data?.next ?? null;
  return (
    <>
      <div className={classes.bar}>
        <FindField
          label={viewersWords.findElement(elementWord(type))}
          className={classes.find}
          value={find}
          onChange={(text) => {
            setFind(text);
            restart();
          }}
        />
        {tools}
      </div>
      {data?.type === 'stream' && data.groups && <StreamGroups groups={data.groups} />}
      <div className={classes.scroll}>
        {!data ? (
          <SkeletonRows rows={8} rowHeight={30} widths={[90, 180]} />
        ) : elements.length === 0 ? (
          <EmptyState
            icon={IconMoodEmpty}
            title={
              searched
                ? viewersWords.noTypeContainsSearched(elementWord(type), searched)
                : viewersWords.noType(elementsTitle(type))
            }
            actions={
              searched ? (
                next === null ? (
                  <Button variant="default" onClick={() => setFind('')}>
                    {viewersWords.showAll}
                  </Button>
                ) : (
                  <Button onClick={() => setPosition(next)}>{viewersWords.searchFurther}</Button>
                )
              ) : undefined
            }
          />
        ) : (
          <ElementTable
            type={type}
            elements={elements}
            fieldExpiry={details.fieldExpiry}
            changed={changed}
            actions={actions}
          />
        )}
      </div>
      {data && elements.length > 0 && (
        <Pager
          onPrevious={
            way.length === 0
              ? null
              : () => {
                  setPosition(way.at(-1)?.position);
                  setWay(way.slice(0, -1));
                }
          }
          onNext={
            next === null
              ? null
              : () => {
                  setWay([...way, { position, count: elements.length }]);
                  setPosition(next);
                }
          }
        >
          {searched
            ? counted(before + elements.length, 'match') + (next === null ? '' : viewersWords.soFar)
            : viewersWords.typeCountCount2OfTotal(
                elementsTitle(type),
                count(before + 1),
                count(before + elements.length),
                count(total),
              )}
        </Pager>
      )}
    </>
  );
}
