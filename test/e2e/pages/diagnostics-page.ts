import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** Every check with its fix, and the security checklist. */
export class DiagnosticsPage extends Frame {
  /** By keyboard: g, then d. */
  async open(): Promise<this> {
    await this.jump('d', this.heading.filter({ hasText: 'Diagnostics' }));
    return this;
  }

  get findings(): Locator {
    return this.page.getByRole('region', { name: 'Findings' });
  }

  get security(): Locator {
    return this.page.getByRole('region', { name: 'Security checklist' });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
