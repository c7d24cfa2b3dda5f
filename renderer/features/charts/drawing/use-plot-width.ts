import { useElementSize } from '@mantine/hooks';

/** Points are asked for in steps of so many px: a window that is drawn larger does not ask at every one. */
const STEP = 10;

/** The width of the drawings, and how many points can be told apart on it. */
export function usePlotWidth() {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const whole = Math.floor(width);
  return { ref, width: whole, points: Math.floor(whole / STEP) * STEP };
}
