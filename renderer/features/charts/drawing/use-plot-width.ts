import { useElementSize } from '@mantine/hooks';

/** Rounds the number of points, so that resizing the window does not query at every pixel. */
const STEP = 10;

/** The plot width and the number of points worth reading for it. */
export function usePlotWidth() {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const whole = Math.floor(width);
  return { ref, width: whole, points: Math.floor(whole / STEP) * STEP };
}
