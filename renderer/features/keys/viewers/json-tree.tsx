import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { count } from '../../../lib/format.ts';
import * as viewersWords from '../words/viewers.ts';
import { ExactNumber } from './decode.ts';
import classes from './json-tree.module.css';

/** How many children are shown initially, and added by each "Show more". */
const STEP = 100;
/** How many levels are open initially. */
const OPEN_LEVELS = 2;

/** A JSON or MessagePack value as a tree. Renders only open parts. */
export function JsonTree({ value }: { readonly value: unknown }) {
  return (
    <div className={classes.tree}>
      <JsonNode name={null} value={value} level={0} />
    </div>
  );
}

interface JsonNodeProps {
  readonly name: string | null;
  readonly value: unknown;
  readonly level: number;
}

function JsonNode({ name, value, level }: JsonNodeProps) {
  const children = childrenOf(value);
  const [isOpen, setOpen] = useState(level < OPEN_LEVELS);
  const [shown, setShown] = useState(STEP);
  const label = name !== null && <span className={classes.name}>{name}</span>;
  if (children === null) {
    return (
      <div className={classes.line}>
        {label}
        <JsonLeaf value={value} />
      </div>
    );
  }
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const isList = Array.isArray(value);
  return (
    <div>
      <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={12} aria-hidden="true" />
        {label}
        <span className={classes.size}>{isList ? `[${count(children.length)}]` : `{${count(children.length)}}`}</span>
      </button>
      {isOpen && (
        <div className={classes.children}>
          {children.slice(0, shown).map(([key, child]) => (
            <JsonNode key={key} name={key} value={child} level={level + 1} />
          ))}
          {children.length > shown && (
            <Button variant="subtle" size="compact-xs" onClick={() => setShown(shown + STEP)}>
              {viewersWords.showCountMoreOfCount2(
                count(Math.min(STEP, children.length - shown)),
                count(children.length - shown),
              )}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function childrenOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (Array.isArray(value)) return value.map((child, index) => [String(index), child]);
  if (value === null || typeof value !== 'object') return null;
  if (value instanceof ExactNumber || value instanceof Uint8Array || value instanceof Date) return null;
  return Object.entries(value);
}

function JsonLeaf({ value }: { readonly value: unknown }) {
  if (typeof value === 'string')
    return (
      <span data-kind="text" className={classes.leaf}>
        {JSON.stringify(value)}
      </span>
    );
  if (value instanceof Uint8Array)
    return <span className={classes.leaf}>{viewersWords.countBytes(count(value.length))}</span>;
  if (value instanceof Date) return <span className={classes.leaf}>{value.toISOString()}</span>;
  const text = value instanceof ExactNumber ? value.text : String(value);
  return (
    <span data-kind="other" className={classes.leaf}>
      {text}
    </span>
  );
}
