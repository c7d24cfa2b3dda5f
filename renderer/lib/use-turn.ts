import { useEffect, useState } from 'react';

/** Parts that wait for their turn. */
const waiting: (() => void)[] = [];
let isPlanned = false;

function planNext(): void {
  if (isPlanned || waiting.length === 0) return;
  isPlanned = true;
  setTimeout(() => {
    isPlanned = false;
    waiting.shift()?.();
    planNext();
  }, 0);
}

/**
 * Whether a part of a view may be rendered: each gets a task of its own, so that many expensive parts, such as charts, do
 * not block the page together. Once it was its turn, it stays.
 */
export function useTurn(): boolean {
  const [isTurn, setTurn] = useState(false);
  useEffect(() => {
    const take = () => setTurn(true);
    waiting.push(take);
    planNext();
    return () => {
      const at = waiting.indexOf(take);
      if (at >= 0) waiting.splice(at, 1);
    };
  }, []);
  return isTurn;
}
