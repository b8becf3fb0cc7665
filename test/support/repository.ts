import { execFileSync } from "node:child_process";

/** Runs git in a folder, as somebody. Out: what it says. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  const somebody = ["-c", "user.name=a", "-c", "user.email=a@b.c"];
  return execFileSync("git", ["-C", folder, ...somebody, ...args], { encoding: "utf8", stdio: "pipe" });
}

/** Makes a folder a repository with all that is in it as its first commit, on `main`. */
export function commitAll(folder: string): void {
  gitIn(folder, "init", "-q", "-b", "main");
  gitIn(folder, "add", "-A");
  gitIn(folder, "commit", "-q", "-m", "first");
}
