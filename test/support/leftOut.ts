const left: string[] = [];

/** Says at the end of the run, by name, what was not tested and why: no reporter would. */
export function leaveOut(name: string, why: string): void {
  if (left.length === 0) process.once("exit", () => console.error(left.join("\n")));
  left.push(`left out: ${name} (${why})`);
}
