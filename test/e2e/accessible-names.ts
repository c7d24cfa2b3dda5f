import type { Page } from '@playwright/test';

const roles = new Set([
  'button',
  'link',
  'textbox',
  'checkbox',
  'radio',
  'switch',
  'combobox',
  'tab',
  'menuitem',
  'option',
  'slider',
  'spinbutton',
  'progressbar',
  'dialog',
  'img',
]);

/** The nodes of Chromium's accessibility tree that are interactive or have a role that needs a name, but have none. */
export async function unnamedControls(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored, role, name }) => !ignored && roles.has(role?.value) && !name?.value?.trim())
    .map(({ role, backendDOMNodeId }) => `${role?.value} (node ${backendDOMNodeId})`);
}
