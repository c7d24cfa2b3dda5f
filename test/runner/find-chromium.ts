import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** The program and the Debian package. */
export const HEADLESS_SHELL = 'chromium-headless-shell';
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium to test with: `$CHROMIUM`, Playwright's own, or the machine's; null when there is none. */
export function findChromium(): string | null {
  return firstOf([process.env.CHROMIUM, chromium.executablePath(), ...onPath(names), ...elsewhere]);
}

/**
 * For pages alone: Debian's headless shell, which needs less processor time, as it has no windows and no tabs; else what
 * `findChromium` finds.
 */
export function findHeadlessChromium(): string | null {
  return firstOf([process.env.CHROMIUM, ...onPath([HEADLESS_SHELL])]) ?? findChromium();
}

function onPath(programs: readonly string[]): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => programs.map((name) => join(folder, name)));
}

function firstOf(places: readonly (string | undefined)[]): string | null {
  return places.find((place) => place && existsSync(place)) ?? null;
}
