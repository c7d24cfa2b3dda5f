import type { Locator } from '@playwright/test';
import { Frame } from './frame.ts';

/** How programs connect to an instance and read its figures. */
export class IntegrationPage extends Frame {
  /** By keyboard: g, then p. */
  async open(): Promise<this> {
    await this.jump('p', this.heading.filter({ hasText: 'Integration' }));
    return this;
  }

  get metrics(): Locator {
    return this.page.getByRole('region', { name: 'Metrics endpoint' });
  }

  get serveSwitch(): Locator {
    return this.metrics.getByRole('switch', { name: 'Enable endpoint' });
  }

  get port(): Locator {
    return this.metrics.getByRole('textbox', { name: 'Port' });
  }

  get namespace(): Locator {
    return this.page.getByRole('region', { name: 'Kubernetes' }).getByRole('textbox', { name: 'Namespace' });
  }

  /** The tab of a client, with its content. */
  async recipe(label: string): Promise<string> {
    await this.metrics.getByRole('tab', { name: label, exact: true }).click();
    return this.metrics.locator('pre').innerText();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}
