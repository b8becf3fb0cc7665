// Preloaded into a measured process: writes its peak memory (kilobytes) and processor time (microseconds) to COST_FILE. The
// time of the processes that it started counts, too, as far as Linux tells it (in hundredths of a second).
const { readdirSync, readFileSync, writeFileSync } = require("node:fs");

const microsecondsOfTick = 10_000;

// What stands behind the program's name, which may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
const fieldsOf = (pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").pop().split(" ").map(Number);

const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

function ofOthers() {
  if (process.platform !== "linux") return 0;
  const own = fieldsOf("self");
  // Of those that have ended; then of those that are about to.
  const ended = sum(own.slice(13, 15));
  const running = readdirSync("/proc/self/task").flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  const times = running.map((pid) => sum(fieldsOf(pid).slice(11, 15)));
  return (ended + sum(times)) * microsecondsOfTick;
}

process.on("exit", () => {
  // Only the process that was started: what it starts in turn is preloaded with this, too, and has no file to write to.
  if (!process.env.COST_FILE) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeFileSync(process.env.COST_FILE, `${maxRSS} ${userCPUTime + systemCPUTime + ofOthers()}`);
});
