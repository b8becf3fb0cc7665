import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Opens the Chromium of this machine, or the one that `CHROMIUM` names, without a window. */
export async function launchBrowser(): Promise<Browser> {
  const places = [
    process.env.CHROMIUM,
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
  ];
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (!executablePath)
    throw new Error("No Chromium found. Install it (apt-get install chromium) or name it in CHROMIUM.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
    ],
  });
}
