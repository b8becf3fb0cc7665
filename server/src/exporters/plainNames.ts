/** In: names, and what may not stand in one. Out: each with such characters as `_`, and none twice: later ones get a number. */
export function plainNames(names: readonly string[], unfit: RegExp): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const plain = name.replaceAll(unfit, "_");
      let free = plain;
      for (let count = 2; taken.has(free); count++) free = `${plain}_${count}`;
      taken.add(free);
      return [name, free];
    }),
  );
}
