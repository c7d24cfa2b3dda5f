import type { TextStream } from '../../electron/terminal/cli/terminal.ts';

/** A stream that records its output. */
export class Captured implements TextStream {
  text = '';
  readonly isTTY: boolean;
  readonly columns: number = 80;
  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }
  write(text: string): void {
    this.text += text;
  }
}
