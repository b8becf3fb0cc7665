import { stat } from "node:fs/promises";

/** Whether there is a file or folder, as far as this process may see. */
export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
