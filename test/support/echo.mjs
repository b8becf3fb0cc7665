/** Says back what it is told: see idleProcess.ts. */
process.on("message", (message) => process.send?.(message));
