import { heightOf, tickLabel, type Unit } from '../model/axis.ts';
import { timeTicks } from '../model/time-ticks.ts';
import { endOf, shareOf, type TimeWindow } from '../model/time-window.ts';
import * as exportWords from '../words/export.ts';
import type { Drawing, Stroke } from './chart-drawing.ts';

/** One chart of an image. */
export interface PictureChart {
  readonly title: string;
  /** Values below the title. */
  readonly lines: readonly string[];
  readonly unit: Unit;
  /** px */
  readonly height: number;
  readonly drawing: Drawing;
}

interface Picture {
  /** `main, 19 Nov 2026 13:00 to 14:00` */
  readonly title: string;
  readonly charts: readonly PictureChart[];
  readonly window: TimeWindow;
  /** Plot width, px. */
  readonly width: number;
  readonly events: readonly { readonly at: number; readonly word: string; readonly colour: string }[];
}

/** For sharp images on high-density screens. */
const SCALE = 2;
const LEFT = 232;
const EDGE = 16;
const HEAD = 56;
const FOOT = 32;
const ABOVE = 12;
const BELOW = 12;

/** Renders charts as a PNG in the current theme. @throws Error if the browser cannot create the image */
export async function pictureOf({ title, charts, window, width, events }: Picture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const total = { width: LEFT + width + EDGE, height: HEAD + FOOT };
  for (const { height } of charts) total.height += ABOVE + height + BELOW;
  canvas.width = total.width * SCALE;
  canvas.height = total.height * SCALE;
  const context = canvas.getContext('2d');
  if (!context) throw new Error(exportWords.noCanvas);
  const pen = penFor(context);
  context.scale(SCALE, SCALE);
  context.fillStyle = pen.colour('--surface');
  context.fillRect(0, 0, total.width, total.height);
  pen.text(title, EDGE, 24, { weight: 600, size: 14 });
  const bottom = total.height - FOOT;
  let top = HEAD;
  for (const chart of charts) {
    drawChart(context, pen, chart, top + ABOVE, width);
    top += ABOVE + chart.height + BELOW;
    pen.line(0, top, total.width, top, '--hairline');
  }
  for (const { at, word, colour } of events) {
    const x = LEFT + shareOf(window, at) * width;
    if (x < LEFT || x > LEFT + width) continue;
    pen.line(x, HEAD - 8, x, bottom, colour, [3, 3]);
    pen.text(word, x, HEAD - 12, { size: 11, colour, align: 'center' });
  }
  for (const { at, label } of timeTicks({ from: window.from, to: endOf(window) }, width)) {
    const x = LEFT + shareOf(window, at) * width;
    // Skips a label that the edge would cut off.
    if (x < LEFT + width - EDGE) pen.text(label, x, bottom + 20, { size: 11, colour: '--text-3', align: 'center' });
  }
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) => (blob ? resolve(blob) : reject(new Error(exportWords.imageTooLarge)));
    canvas.toBlob(done, 'image/png');
  });
}

function drawChart(context: CanvasRenderingContext2D, pen: Pen, chart: PictureChart, top: number, width: number): void {
  const { title, lines, unit, height, drawing } = chart;
  pen.text(title, EDGE, top + 10, { colour: '--text-2' });
  lines.forEach((line, index) => {
    pen.text(line, EDGE, top + 28 + index * 16, { size: index === 0 ? 13 : 12, weight: index === 0 ? 600 : 400 });
  });
  for (const tick of drawing.axis.ticks) {
    const y = top + height - heightOf(drawing.axis, tick) * height;
    pen.line(LEFT, y, LEFT + width, y, '--hairline');
    pen.text(tickLabel(unit, tick), LEFT - 8, y + 4, { size: 11, colour: '--text-3', align: 'right' });
  }
  context.save();
  context.translate(LEFT, top);
  context.fillStyle = pen.colour('--hairline');
  context.fill(new Path2D(drawing.hatch));
  context.fillStyle = pen.colour('--surface-2');
  context.fill(new Path2D(drawing.blank));
  for (const stroke of drawing.strokes) drawStroke(context, pen, stroke);
  context.restore();
}

function drawStroke(
  context: CanvasRenderingContext2D,
  pen: Pen,
  { kind, d, colour, dash, width, opacity }: Stroke,
): void {
  context.globalAlpha = opacity;
  if (kind === 'area') {
    context.fillStyle = pen.colour(colour);
    context.fill(new Path2D(d));
  } else {
    context.strokeStyle = pen.colour(colour);
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    context.setLineDash(dash ? dash.split(' ').map(Number) : []);
    context.stroke(new Path2D(d));
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
}

interface TextOptions {
  readonly size?: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly align?: CanvasTextAlign;
}

/** Draws with theme tokens. */
type Pen = ReturnType<typeof penFor>;

function penFor(context: CanvasRenderingContext2D) {
  const styles = getComputedStyle(document.documentElement);
  const family = getComputedStyle(document.body).fontFamily;
  const colour = (token: string) => styles.getPropertyValue(token).trim();
  return {
    colour,
    text(
      text: string,
      x: number,
      y: number,
      { size = 13, weight = 400, colour: token = '--text-1', align = 'left' }: TextOptions = {},
    ) {
      context.font = `${weight} ${size}px ${family}`;
      context.fillStyle = colour(token);
      context.textAlign = align;
      context.fillText(text, x, y);
    },
    line(x1: number, y1: number, x2: number, y2: number, token: string, dash: readonly number[] = []) {
      context.strokeStyle = colour(token);
      context.lineWidth = 1;
      context.setLineDash([...dash]);
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
      context.setLineDash([]);
    },
  };
}
