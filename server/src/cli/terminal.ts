/** What a command sees of the world: handed in, so that a test can hand in its own. */
export interface Output {
  write(text: string): void;
  /** Whether a person is looking; otherwise a file or another program reads. */
  readonly isTerminal: boolean;
  /** Width in characters; absent when nobody looks. */
  readonly columns?: number;
  readonly color: boolean;
}

export interface Terminal {
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: Output;
  readonly err: Output;
  /** All that comes from the standard input. */
  readonly input: () => Promise<string>;
  /** Aborted by Ctrl-C, or SIGTERM, while something `cancellable` is done. */
  readonly signal: AbortSignal;
  /** Does work that has to be cancelled elsewhere when it is stopped here. Whatever else is done just ends with the process. */
  cancellable<T>(work: () => Promise<T>): Promise<T>;
}

const escapes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Wraps text in a style where the output shows styles, and leaves it alone elsewhere. */
export function paint(output: Output, style: keyof typeof escapes, text: string): string {
  return output.color && text ? `\u001B[${escapes[style]}m${text}\u001B[0m` : text;
}
