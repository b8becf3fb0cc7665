/** Answers after as much computing as it is told, in milliseconds of the processor: see idleProcess.ts. */
process.on("message", (wanted) => {
  const began = process.cpuUsage();
  for (let spent = 0; spent < wanted; ) {
    const { user, system } = process.cpuUsage(began);
    spent = (user + system) / 1000;
  }
  process.send?.("done");
});
