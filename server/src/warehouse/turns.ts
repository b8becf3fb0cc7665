/** Lets only so many do something at the same time; the others wait for their turn, in their order. */

/** Resolves when it is the caller's turn, with what ends it. Rejects with the signal's reason when that aborts before. */
type TakeTurn = (signal: AbortSignal) => Promise<() => void>;

export function createTurns(most: number): TakeTurn {
  let taken = 0;
  const waiting = new Set<() => void>();
  const end = (): void => {
    const [next] = waiting;
    if (next) next();
    else taken--;
  };
  return async (signal) => {
    signal.throwIfAborted();
    if (taken < most) {
      taken++;
      return end;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = (settle: () => void) => () => {
        waiting.delete(begin);
        signal.removeEventListener("abort", giveUp);
        settle();
      };
      const begin = leave(resolve);
      const giveUp = leave(() => reject(signal.reason));
      waiting.add(begin);
      signal.addEventListener("abort", giveUp, { once: true });
    });
    return end;
  };
}
