import { expect, type Locator } from '@playwright/test';
import { CreateTenantDrawer } from './create-tenant-drawer.ts';
import { DestroyDialog } from './destroy-dialog.ts';
import { Frame } from './frame.ts';

/** The table of tenants, and its bulk actions. */
export class TenantsPage extends Frame {
  /** By the navigation, from any view. */
  async goTo(): Promise<this> {
    await this.page.getByRole('navigation').getByRole('link', { name: 'Tenants' }).click();
    await this.heading.filter({ hasText: 'Tenants' }).waitFor();
    return this;
  }

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Tenants' });
  }

  row(id: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('button', { name: `More for ${id}` }) });
  }

  get newTenantButton(): Locator {
    return this.page.getByRole('button', { name: 'New tenant' });
  }

  async newTenant(): Promise<CreateTenantDrawer> {
    await this.newTenantButton.click();
    return new CreateTenantDrawer(this.page);
  }

  /** Creates a tenant and closes the drawer. */
  async create(id: string): Promise<void> {
    const drawer = await this.newTenant();
    await drawer.runtime('Process').click();
    await drawer.id.fill(id);
    await drawer.createButton.click();
    await drawer.done(id).waitFor();
    // By keyboard only, from wherever the focus was: the button that had it is gone.
    await expect(drawer.doneButton).toBeFocused();
    await drawer.close();
  }

  get filter(): Locator {
    return this.page.getByRole('textbox', { name: 'Filter tenants' });
  }

  select(id: string): Locator {
    return this.page.getByRole('checkbox', { name: `Select ${id}` });
  }

  /** The actions for the selected tenants. */
  get bar(): Locator {
    return this.page.getByRole('toolbar', { name: 'Actions for the selected tenants' });
  }

  /** The result of a bulk action: `Stop: 2 of 2 done`. */
  summary(text: string): Locator {
    return this.page.getByRole('status').filter({ hasText: text });
  }

  /** From the row's menu. */
  async destroy(id: string): Promise<DestroyDialog> {
    await this.page.getByRole('button', { name: `More for ${id}` }).click();
    await this.page.getByRole('menuitem', { name: 'Destroy…' }).click();
    return new DestroyDialog(this.page);
  }

  async destroySelected(): Promise<DestroyDialog> {
    await this.bar.getByRole('button', { name: 'Destroy…' }).click();
    return new DestroyDialog(this.page);
  }

  get destroyed(): Locator {
    return this.page.getByRole('region', { name: 'Recently deleted' });
  }

  /** In the message after a tenant is destroyed. */
  get undoButton(): Locator {
    return this.page.getByRole('button', { name: 'Undo', exact: true });
  }

  bringBackButton(id: string): Locator {
    return this.destroyed.getByRole('button', { name: `Undo: restore ${id}` });
  }
}
