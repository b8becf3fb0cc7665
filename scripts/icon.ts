/** Draws media/icon.png from media/icon.svg, because the marketplace takes no SVG. */
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const size = 256;
const media = join(dirname(dirname(fileURLToPath(import.meta.url))), "media");

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<body style="margin:0">${await readFile(join(media, "icon.svg"), "utf8")}</body>`);
await writeFile(join(media, "icon.png"), await page.screenshot({ omitBackground: true }));
await browser.close();
