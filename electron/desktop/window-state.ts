import { dirname } from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import { z } from 'zod';
import { writeDurably } from '../services/platform/files/durable-write.ts';
import { readStateFile } from '../services/platform/files/state-file.ts';
import { ensureFolder } from '../services/platform/home/ensure-folder.ts';

const windowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(100_000),
  height: z.number().int().min(1).max(100_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

/** Sizes in device-independent pixels. */
const SMALLEST = { width: 900, height: 560 };
const USUAL = { width: 1280, height: 832 };

/** How much of a window must be on a screen, so that it can be grabbed and moved. */
const SEEN = { width: 160, height: 40 };

/** The saved state of the last window; null when there is none or it cannot be read. */
export async function readWindowState(path: string): Promise<WindowState | null> {
  try {
    return windowState.parse(JSON.parse((await readStateFile(path)) ?? ''));
  } catch {
    return null;
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The smallest size of the window: less than usual where a display is smaller, as a scale of 250 % makes it. The window
 * may be moved to any display.
 */
export function smallestSize(workAreas: readonly Size[]): Size {
  return workAreas.reduce(within, SMALLEST);
}

/**
 * Where the window opens: at its last place, if that is on a current screen; otherwise in the default size in the
 * middle of the first screen. It is never larger than the screen.
 * @param workAreas of the displays, without menu bars and docks; the first screen is the first one
 */
export function windowBounds(
  state: WindowState | null,
  workAreas: readonly Rectangle[],
): Size & { readonly x?: number; readonly y?: number } {
  const area = state && workAreas.find((candidate) => isSeen(state, candidate));
  if (!state || !area) return within(USUAL, workAreas[0] ?? USUAL);
  const smallest = smallestSize(workAreas);
  const { width, height } = within(state, area);
  return {
    // A window that had to shrink would otherwise lie across the edge of a display with space left.
    x: width < state.width ? area.x : state.x,
    y: height < state.height ? area.y : state.y,
    width: Math.max(smallest.width, width),
    height: Math.max(smallest.height, height),
  };
}

function within(size: Size, area: Size): Size {
  return { width: Math.min(size.width, area.width), height: Math.min(size.height, area.height) };
}

/** A window is moved by its top edge, so the top edge must be visible. */
function isSeen(state: WindowState, area: Rectangle): boolean {
  const width = Math.min(state.x + state.width, area.x + area.width) - Math.max(state.x, area.x);
  return width >= SEEN.width && state.y >= area.y && state.y + SEEN.height <= area.y + area.height;
}

/** Saves size, place and whether the window is maximized. Failing to save is no error. */
export async function saveWindowState(path: string, window: BrowserWindow): Promise<void> {
  const { x, y, width, height } = window.getNormalBounds();
  const state: WindowState = { x, y, width, height, maximized: window.isMaximized() };
  try {
    ensureFolder(dirname(path));
    await writeDurably(path, `${JSON.stringify(state)}\n`);
  } catch {
    // The next window opens in the default size.
  }
}
