import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';

/** The dialog that imports a file as a backup. */
export class ImportDialog {
  readonly root: Locator;

  constructor(private readonly page: Page) {
    this.root = page.getByRole('dialog', { name: /^Import a backup/ });
  }

  get files(): Locator {
    return this.root.getByRole('list', { name: 'Chosen files' }).getByRole('listitem');
  }

  get alert(): Locator {
    return this.root.getByRole('alert');
  }

  /** By the browser's file picker. */
  async choose(...paths: readonly string[]): Promise<void> {
    const [chooser] = await Promise.all([
      this.page.waitForEvent('filechooser'),
      this.root.getByRole('button', { name: 'Choose…' }).click(),
    ]);
    await chooser.setFiles([...paths]);
  }

  /** Drops a file on the page, as the system would. */
  async drop(path: string): Promise<void> {
    const content = (await readFile(path)).toString('base64');
    const transfer = await this.page.evaluateHandle(
      ({ text, name }) => {
        const data = new DataTransfer();
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
        return data;
      },
      { text: content, name: basename(path) },
    );
    const main = this.page.getByRole('main');
    await main.dispatchEvent('dragenter', { dataTransfer: transfer });
    await this.page.getByText(/^Drop to import as a backup/).waitFor();
    await main.dispatchEvent('drop', { dataTransfer: transfer });
  }

  async name(name: string): Promise<void> {
    await this.root.getByRole('textbox', { name: 'Name' }).fill(name);
  }

  async confirm(): Promise<void> {
    await this.root.getByRole('button', { name: /^(Import|Try again)$/ }).click();
  }

  async gone(): Promise<void> {
    await this.root.waitFor({ state: 'detached' });
  }
}
