import type { Drawing, Stroke } from './chart-drawing.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The id of the pattern that times without data are filled with; drawn once in the view. */
export const HATCH = 'no-data-hatch';

/** How strong the time before anything was recorded is hatched: it is no trouble. */
const BLANK_OPACITY = 0.35;

/** Writes a drawing into a group of an SVG, using again what is there. */
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
  // Not compared first: it is another nearly always, and reading it would keep a second copy of it.
  path.setAttribute('d', d);
  path.toggleAttribute('data-line', isLine);
  // As a style: a token may stand in a style, but in no attribute.
  const dashed = isLine && dash ? `stroke-dasharray:${dash};` : '';
  const style = isLine
    ? `stroke:var(${colour});stroke-width:${width};${dashed}opacity:${opacity}`
    : `fill:var(${colour});opacity:${opacity}`;
  set(path, 'style', style);
}

function paintHatch(path: Element, d: string, opacity: number): void {
  path.toggleAttribute('data-line', false);
  path.setAttribute('d', d);
  set(path, 'style', `fill:url(#${HATCH});opacity:${opacity}`);
}

function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
