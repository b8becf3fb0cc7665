// Preloaded into a measured process: writes its peak memory (kilobytes) and processor time (microseconds) to COST_FILE.
const { writeFileSync } = require("node:fs");
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.COST_FILE, `${maxRSS} ${userCPUTime + systemCPUTime}`);
});
