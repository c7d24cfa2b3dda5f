// Renders the icons of the packages from their drawings: `node resources/icons/render-icons.mjs`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';

const folder = import.meta.dirname;
/** Below 48 pixels the fine lines of the large drawing would blur. */
const drawings = [
  { file: 'icon-16.svg', sizes: [16] },
  { file: 'icon-small.svg', sizes: [24, 32] },
  { file: 'icon.svg', sizes: [48, 64, 128, 256, 512, 1024] },
];

const program = process.env.CHROMIUM_PATH;
const browser = await chromium.launch(program ? { executablePath: program } : {});
try {
  for (const { file, sizes } of drawings) {
    const svg = readFileSync(join(folder, file), 'utf8');
    for (const size of sizes) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
      const name = size === 1024 ? 'icon.png' : `${size}.png`;
      await page.screenshot({ path: join(folder, name), omitBackground: true });
      await page.close();
    }
  }
} finally {
  await browser.close();
}
