import type { Locator, Page } from '@playwright/test';
import { Frame } from './frame.ts';
import { InstancesPage } from './instances-page.ts';

export type RuntimeName = 'Docker' | 'Process';

/** The page of an empty home: the available runtimes, and Install. */
export class FirstRunPage extends Frame {
  /** @param installed main was installed before the page opened */
  constructor(
    page: Page,
    private readonly installed = false,
  ) {
    super(page);
  }

  runtime(name: RuntimeName): Locator {
    return this.page.getByRole('radio', { name });
  }

  /** What was detected of a runtime, or why it cannot be used. */
  factsOf(name: RuntimeName): Locator {
    return this.page.locator(`#runtime-${name.toLowerCase()}`);
  }

  get installButton(): Locator {
    return this.page.getByRole('button', { name: 'Install', exact: true });
  }

  get progress(): Locator {
    return this.page.getByRole('region', { name: 'Install main' });
  }

  /** Clicks Install once and waits for the table that follows; only waits if main is installed already. */
  async install(runtime: RuntimeName): Promise<InstancesPage> {
    if (!this.installed) {
      await this.runtime(runtime).check();
      await this.installButton.click();
    }
    const next = new InstancesPage(this.page);
    await next.table.waitFor();
    return next;
  }
}
