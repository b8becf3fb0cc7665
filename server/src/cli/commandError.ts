/** Exit codes of the command line; scripts rely on them. */
export const exitCode = {
  ok: 0,
  /** Findings at or above `--fail-on`, or a failed test. */
  findings: 1,
  /** Wrong usage, or a project that can't be read. */
  usage: 2,
  /** The warehouse failed or could not be reached. */
  warehouse: 3,
  /** Stopped by Ctrl-C: 128 and the signal's number, as shells have it. */
  cancelled: 130,
} as const;

/** Ends a command: what is wrong and how to fix it, for people, and the exit code. */
export class CommandError extends Error {
  readonly code: number;
  readonly hint: string | undefined;
  constructor(code: number, message: string, hint?: string) {
    super(message);
    this.name = "CommandError";
    this.code = code;
    this.hint = hint;
  }
}

export const usageError = (message: string, hint?: string): CommandError =>
  new CommandError(exitCode.usage, message, hint);
