import type { Drawing, Stroke } from './chart-drawing.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Id of the SVG pattern for times without data, which the view defines once. */
export const HATCH = 'no-data-hatch';

/** The time before recording started is hatched faintly, because it is not an outage. */
const BLANK_OPACITY = 0.35;

/** Writes a drawing into an SVG group and reuses the existing paths. */
export function paint(layer: SVGGElement, { strokes, hatch, blank }: Drawing): void {
  const all: ((path: Element) => void)[] = [];
  if (blank !== '') all.push((path) => paintHatch(path, blank, BLANK_OPACITY));
  if (hatch !== '') all.push((path) => paintHatch(path, hatch, 1));
  for (const stroke of strokes) all.push((path) => paintStroke(path, stroke));
  while (layer.childElementCount > all.length) layer.lastElementChild?.remove();
  all.forEach((paintOne, index) => {
    let path = layer.children[index];
    if (!path) {
      path = document.createElementNS(SVG, 'path');
      layer.append(path);
    }
    paintOne(path);
  });
}

function paintStroke(path: Element, { kind, d, colour, dash, width, opacity }: Stroke): void {
  const isLine = kind === 'line';
  // Not compared first: it almost always differs, and reading it would allocate a second copy.
  path.setAttribute('d', d);
  path.toggleAttribute('data-line', isLine);
  // A style, because presentation attributes do not support var().
  const dashed = isLine && dash ? `stroke-dasharray:${dash};` : '';
  const style = isLine
    ? `stroke:var(${colour});stroke-width:${width};${dashed}opacity:${opacity}`
    : `fill:var(${colour});opacity:${opacity}`;
  setIfChanged(path, 'style', style);
}

function paintHatch(path: Element, d: string, opacity: number): void {
  path.toggleAttribute('data-line', false);
  path.setAttribute('d', d);
  setIfChanged(path, 'style', `fill:url(#${HATCH});opacity:${opacity}`);
}

function setIfChanged(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
